package scope

import (
	"unicode"
	"unicode/utf8"
)

func (w *walker) jsx(n *node, c around) {
	w.flag(UsesJSX)
	w.kids(n, c)
}

// tag is `<A …>`, `</A>` or `<A …/>`. A lowercase name is an element of the page, no binding.
func (w *walker) tag(n *node, c around) {
	w.flag(UsesJSX)
	name := n.child("name")
	for _, k := range n.kids {
		if k != name {
			w.visit(k, c)
		}
	}
	head := name
	for head.is("member_expression", "nested_identifier") {
		head = head.child("object")
	}
	if head.is("this") || head.is("identifier") && w.text(head) == "this" {
		w.this(head, c)
	} else if head.is("identifier") && (head != name || !intrinsic(w.text(head))) {
		w.use(head, c, AsValue, JSX)
	}
}

// intrinsic follows TypeScript: the name begins with a lowercase letter or has a hyphen.
func intrinsic(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' {
			return true
		}
	} else if unicode.IsLower(r) {
		return false
	}
	for _, b := range []byte(name) {
		if b == '-' {
			return true
		}
	}
	return false
}

func (w *walker) this(n *node, c around) {
	if c.this {
		w.flag(TopThis)
	}
}

// member is `a.b`; `import.meta` is one of its kind.
func (w *walker) member(n *node, c around) {
	if n.child("object").is("import") {
		w.flag(ImportMeta)
		return
	}
	w.kids(n, c)
}
