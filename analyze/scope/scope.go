// Package scope takes one file apart into its top-level statements and tells, for each, which names it
// declares, which names of the module or of the outside it uses, and where. It is what moving a
// declaration rests on: the scanner sees every file's references, this sees the insides of the files
// that a plan takes apart.
//
// It parses with go-tree-sitter. Where that grammar falls short of valid TypeScript, it is handed a copy
// of the same length with the offending bytes blanked, so that offsets stay true.
package scope

import "rtconsolidate/analyze/scanner"

// File is one file taken apart.
type File struct {
	Path  string
	Src   []byte
	Items []Item // the top-level statements, in source order; their Spans are disjoint
}

// Item is one top-level statement. Overloads of a function, and the blocks of an interface, are items
// of their own that declare the same name.
type Item struct {
	Kind ItemKind
	// Span is what travels when the item moves: whole lines where it has its lines to itself, from the
	// first comment that belongs to it (no blank line between it and the statement; a licence header and
	// directives at the top of the file belong to the file) to the newline behind it, a comment at the
	// end of its last line included.
	Span scanner.Span
	// Stmt is the statement itself: decorators, `export`, `declare` and the semicolon included.
	Stmt scanner.Span
	// Head is `export ` or `export default ` with the blanks behind it: what to cut for the bare
	// declaration. Zero when the statement has none.
	Head     scanner.Span
	Default  bool // `export default`
	Ambient  bool // `declare …`, or in a .d.ts
	Declares []Name
	Uses     []Use
	// Locals are the names bound in scopes inside the item, sorted, each once: a rename of a use must
	// avoid them.
	Locals []string
	Flags  Flags
	Class  *Class   // of a class declaration (also a default one), and of `const X = class …`
	Object []Member // of `const X = {…}`, `as const` and the like included
}

// ItemKind sorts top-level statements.
type ItemKind uint8

// The kinds. Import is any import declaration, `import x = require()` too; ExportList is `export {…}`,
// with or without `from`, `export *`, `export =`, `export as namespace`; DefaultExpr is
// `export default EXPRESSION`; Module is `declare module 'x'` and `declare global`; Effect is every
// other statement (expressions, loops, blocks); Directive is one of the prologue.
const (
	Directive ItemKind = iota
	Import
	ExportList
	Function
	ClassDecl
	Variable
	Interface
	TypeAlias
	Enum
	Namespace
	ImportAlias // `import A = B.C`, `export import A = B.C`
	DefaultExpr
	Module
	Effect
)

// Name is a name that an item declares at the top level of the module.
type Name struct {
	Name   string
	Span   scanner.Span // of the identifier
	Nature scanner.Nature
	// Init is the span of the initializer of a variable declared by one plain identifier; zero otherwise.
	Init    scanner.Span
	Mutable bool // let or var, or assigned to anywhere in the file
	Const   bool // a `const enum`
	// Shorthand is set when the name is that of a property, too: `const { a } = x`.
	Shorthand bool
}

// Use is a place inside an item that names something not bound within the item: another top-level name
// of the file, an import, or a global. Uses of a name that the item itself declares are listed too
// (recursion), as a rename must touch them.
type Use struct {
	Name string
	Span scanner.Span // of the identifier
	Form UseForm
	// As tells whether the name is meant as a value or as a type here; `typeof x` in a type is a use as
	// a value that leaves nothing at run time (ErasedValue).
	As UseAs
	// Eager is set when the use is evaluated as the module loads: not inside the body of a function
	// (but for one that is called on the spot), method, accessor, constructor or instance-field
	// initializer. Decorators, static blocks and fields, computed keys and `extends` are eager.
	Eager bool
	// Callback is set for a value used in a function that is handed to a call evaluated as the module
	// loads (`LIST.map((x) => TABLE[x])`): it may be evaluated then.
	Callback bool
	// Write is set for assignments to the name, `++` and `--`, and for-in/of heads.
	Write bool
	// Member is the property accessed on the name by a plain `.member` or `['member']`; "" otherwise.
	Member string
	// Decorated is set in the type of a parameter or property of a decorated member or class, which
	// `emitDecoratorMetadata` evaluates.
	Decorated bool
}

// UseForm says how a rename must write the new name.
type UseForm uint8

// The forms: Plain is replaced by the new name, Shorthand (`{ a }` in an object literal or an assignment
// pattern) by `a: new`, JSX is the name of a tag (opening and closing are uses of their own),
// ExportSpecifier is the local side of `export { a }` or `export { a as b }`.
const (
	Plain UseForm = iota
	Shorthand
	JSX
	ExportSpecifier
)

// UseAs tells values and types apart.
type UseAs uint8

// The ways a name is meant.
const (
	AsValue UseAs = iota
	AsType
	ErasedValue // `typeof x` in a type, `export type { x }`, an import alias used only so
	AsNamespace // the left side of `A.B` in a type
	AsBoth      // `export { x }`, `extends` of a class, `export default x`: whatever the name is
)

// Flags are properties of a whole item that decide whether and how it can move.
type Flags uint16

// The flags. Impure is set when evaluating the item may do more than bind its names: a call, `new`,
// an assignment, `await`, a template tag, a getter cannot be told so a member access counts only when
// its object is not an identifier of the file; static blocks and decorators count.
const (
	Impure       Flags = 1 << iota
	TopAwait           // a top-level `await` or `for await`
	ImportMeta         // `import.meta`
	FileRelative       // `__dirname`, `__filename`, `module`, `exports`
	TopThis            // `this` that means the module
	Eval               // a direct `eval(` or `with`
	UsesJSX            // any JSX: the file's pragma and extension matter
	Decorators         // any decorator
	Stateful           // what it makes may hold state of its own, so that two of its kind are not one
	RelativeRef        // a reference by path inside it: `import('./a')`, `require('./a')`, `new URL('./a', …)`
)

// Class is a class's members, for comparing and unifying classes of one name.
type Class struct {
	Name    string       // "" when anonymous
	Body    scanner.Span // with its braces
	Extends scanner.Span // the heritage clauses as a whole (`extends A implements B`); zero when none
	Super   string       // the extended identifier when it is a plain one
	Members []Member     // in source order
}

// Member is one member of a class (overload signatures are members of their own) or of an object literal.
type Member struct {
	Name    string // without quotes; `#x` with its hash; "constructor"; "[…]" with its text when computed; "static" of a static block
	Kind    MemberKind
	Static  bool
	Private bool         // `private`, or `#`
	Access  string       // "public", "protected", "private", "" when not said
	Span    scanner.Span // what travels: comments, decorators, the member, the semicolon, the newline behind
	Decl    scanner.Span // the member itself
	// Signature spans what callers see: modifiers, name, type parameters, parameters and result type of a
	// method; name and type of a field. Body is the block of a method or the initializer of a field.
	Signature, Body scanner.Span
	This            []string // members it takes of `this`, sorted, each once
}

// MemberKind sorts members.
type MemberKind uint8

// The kinds of members.
const (
	Method MemberKind = iota
	Field
	Getter
	Setter
	Constructor
	StaticBlock
	IndexSignature
	Parameter // a field declared by a constructor's parameter
)

// Error says where a file cannot be taken apart: the grammar does not understand it, or it is no valid
// code.
type Error struct {
	Path         string
	Line, Column int // from 1, the column in bytes
	Msg          string
}

func (e *Error) Error() string { return e.Msg }
