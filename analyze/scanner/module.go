// Package scanner finds every module reference and every export of a JavaScript or TypeScript
// file in one pass over its bytes, without building a tree.
package scanner

// Kind says in which syntactic form a module is referenced. The string form of each kind is the
// one that `graph --reporter json` prints.
type Kind uint8

// The reference forms. A plain `import {a} from` is KindImport, `import './a'` is KindSideEffect.
const (
	KindImport Kind = iota
	KindSideEffect
	KindExport
	KindExportStar
	KindExportNamespace
	KindImportEquals
	KindDynamicImport
	KindRequire
	KindRequireResolve
	KindImportType
	KindMock
	KindModuleDeclaration
	KindReference
	KindURL
)

var kindNames = [...]string{"import", "side-effect", "export", "export-star", "export-namespace",
	"import-equals", "dynamic-import", "require", "require-resolve", "import-type", "mock",
	"module-declaration", "reference", "url"}

func (k Kind) String() string { return kindNames[k] }

// Nature says what a name means: a value, a type, or both (a class, an enum). Zero is unknown: the
// name is a binding that comes from another module.
type Nature uint8

// The natures; a namespace that holds values is Value|Type, one that holds only types is Type.
const (
	Value Nature = 1 << iota
	Type
)

// Span is a half-open range of byte offsets from 0.
type Span struct{ Start, End int32 }

// Name is one bound name of a reference.
type Name struct {
	Imported string // "default", "*" for a namespace, or the exported name (decoded when a string literal)
	Local    string // the local binding; for a re-export the exported name; "" when only accessed (`(await import(x)).a`)
	TypeOnly bool   // `type` on this specifier, or on the whole statement
	Elem     Span   // the whole element: `type a as b`, `* as ns`, the default binding; of a pattern: `a: b = 1`
	NameSpan Span   // the token that names the imported thing (for a default import: the local binding itself)
}

// Ref is one reference to a module.
type Ref struct {
	Kind      Kind
	TypeOnly  bool   // `import type`, `export type`, or an import type: nothing is left at run time
	Specifier string // decoded text between the quotes
	Spec      Span   // the text between the quotes (or backticks)
	Line      int32  // of Spec.Start, from 1
	Column    int32  // of Spec.Start, in bytes, from 1
	// Stmt is the whole statement with its semicolon when it is an import or export declaration
	// (or `import x = require()`, or `declare module`), else the expression from the callee
	// (`import`, `require`, `vi`) to its closing parenthesis.
	Stmt   Span
	Braces Span   // `{…}` of the named bindings (import, export, or the destructuring pattern); zero when none
	Names  []Name // in source order; a member that a `.then` callback takes several times stands as often
	// Whole is set for dynamic imports and requires whose members cannot be told from the syntax:
	// the namespace object escapes. With Whole unset, Names lists every member used.
	Whole bool
	// Bound is the identifier a dynamic import or require is bound to (`const m = require('x')`).
	Bound      string
	Attributes bool   // has `with {…}` or `assert {…}`
	Callee     string // for KindMock and KindRequireResolve: "vi.mock", "jest.requireActual", "require.resolve", …
	Factory    bool   // a mock with a factory argument
	// Body holds the declarations of a `declare module 'x' {…}` block.
	Body   []Export
	Nested bool // inside a `declare module` or `namespace` block
	// JSDoc is set for an import type of a doc comment. TypeScript follows those of JavaScript files
	// only; in others they are reported just the same, as what a reader relies on.
	JSDoc bool
}

// Export is one exported name of a module.
type Export struct {
	Name     string // "default", "export=" for `export =`, "*" is never used: stars are Refs of kind KindExportStar
	Local    string // the local binding that is exported; "" for an anonymous default or a re-export
	Nature   Nature // zero when Local is an import, or when it is a re-export
	TypeOnly bool   // `export type {…}` or `type` on the specifier
	Ref      int    // index into Module.Refs of the re-export `export {x} from`, else -1
	Imported string // for a re-export: the name in the other module, "*" for `export * as n`
	NameSpan Span   // the token that gives the exported name (`default` for a default export)
	Line     int32  // of NameSpan.Start, from 1
}

// Decl is a name declared at the top level of a module, exported or not.
type Decl struct {
	Name   string
	Nature Nature
	Span   Span  // of the name token
	Line   int32 // from 1
}

// Directive is a string statement of the prologue, such as 'use client'.
type Directive struct {
	Text string
	Span Span // with its quotes
}

// Diag says where the scanner had to give up on something, and on what.
type Diag struct {
	Offset  int32
	Line    int32
	Column  int32
	Message string
}

// Module is what one file says to other files.
type Module struct {
	Refs       []Ref
	Exports    []Export
	Decls      []Decl
	Directives []Directive
	// Blocks are the parts of a component's or a page's file that hold code; nil for a file that is all code.
	Blocks []Span
	// Dynamic holds the positions of references whose target no reader can know
	// (`import(expr)`, `require(expr)`, `import.meta.glob`, `require.context`), each with its text.
	Dynamic []Diag
	Diags   []Diag
	// IsModule: the file has a top-level import or export (else it is a script, whose
	// `declare module 'x'` blocks declare modules instead of augmenting them).
	IsModule bool
	// LineEnd is the file's first line ending ("\n" or "\r\n"), "" when it has none.
	LineEnd string
}

// Lang selects the grammar.
type Lang uint8

// The grammars. JSX is understood in TSX and JS; type syntax in TS, TSX and DTS (JS accepts it as
// TypeScript's own parser does, where that is unambiguous).
const (
	TS Lang = iota
	TSX
	DTS
	JS
)
