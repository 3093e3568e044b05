package compare

import "strings"

// expression is any expression without a comma outside of brackets.
func (g *generator) expression() string {
	return g.deeper(g.simple(), g.operand, g.operand, g.binary, g.binary, g.arrow, g.conditional, g.load, g.load, g.asserted)
}

// simple is an operand that holds no other.
func (g *generator) simple() string {
	return g.pick(g.used(), g.used(), "1", "0x2f", "1.5e3", ".5", "2.", "10n", "'s'", `"import 'x'"`, "'\\'' ", "`t`", "`export {a} from 'b'`", "/re/", "/[/'\"`]/gi", "/\\//u",
		"/=x/", "null", "[]", "({})", "'\\\n'", "import.meta", "import.meta.url")
}

// operand is an expression that no operator in it binds more loosely than a call.
func (g *generator) operand() string {
	list := []func() string{
		g.simple, g.simple,
		func() string { return "(" + g.maybe(g.gap()) + g.expression() + g.maybe(g.gap()) + ")" },
		func() string { return g.used() + "(" + g.list(3, ", ", g.expression) + ")" },
		func() string { return g.used() + g.pick(".x", "?.y", "[", "?.[", ".import", ".export", ".from") },
		func() string { return "[" + g.list(3, ","+g.gap(), g.expression) + "]" },
		func() string { return "({" + g.list(4, ", ", g.property) + "})" },
		g.template,
		func() string { return "tag" + g.template() },
		func() string {
			return "function" + g.pick("", "*", " f") + "(" + g.parameters() + ") {" + g.plain(g.body) + "}"
		},
		func() string { return "class " + g.maybe("K ") + "{" + g.members() + "}" },
		func() string {
			return "new " + g.pick("Date", "Map", "a.B") + g.pick("", "()", "("+g.expression()+")")
		},
		func() string { return g.used() + g.pick("++", "--") },
	}
	if g.jsx {
		list = append(list, g.element, g.element, g.element)
	}
	if g.types {
		list = append(list,
			func() string {
				return g.pick("f", "a.b", "new Map") + "<" + g.typ() + ">(" + g.list(2, ", ", g.expression) + ")"
			},
			func() string { return g.used() + "!" },
			func() string { return g.used() + "!.x" })
	}
	text := g.some(list...)
	if strings.HasSuffix(text, "[") {
		text += g.expression() + "]"
	}
	return text
}

func (g *generator) plain(make func() string) string {
	before := g.async
	g.async = false
	defer func() { g.async = before }()
	return make()
}

func (g *generator) property() string {
	key := g.pick("k", "import", "export", "require", "from", "'s'", "[x]", "1", "get", "async", "type")
	return g.pick(key+": "+g.expression(), key+"() {"+g.plain(g.body)+"}", "async "+key+"() {}", "get "+key+"() { return "+g.simple()+" }", "shorthand", "..."+g.simple())
}

func (g *generator) binary() string {
	operator := g.pick("+", "-", "*", "/", "/", "/", "%", "<", ">", "<<", ">>>", "<=", "==", "!==", "&&", "||", "&", "|", "instanceof", "in", "**")
	left := g.operand()
	if operator == "**" || operator == "<" {
		left = g.used()
	}
	gap := g.gap()
	if strings.HasPrefix(gap, "/") {
		gap = " " + gap // `/` and `/*` would make a comment
	}
	return left + g.tight() + operator + gap + g.pick("", "", "", "!", "typeof ", "- ", "+ ") + g.operand()
}

func (g *generator) arrow() string {
	if g.IntN(3) == 0 {
		before := g.async
		g.async = true
		defer func() { g.async = before }()
		return "async " + g.pick("x", "("+g.parameters()+")") + " =>" + g.gap() + g.pick("{"+g.body()+"}", "("+g.expression()+")", "await "+g.operand())
	}
	return g.plain(func() string {
		head := g.pick("x", "()", "("+g.parameters()+")")
		if g.types && g.IntN(3) == 0 {
			head = g.pick("<T,>", "<T extends object>", "<const T,>", "<T, U = T[]>") + "(" + g.parameters() + ")" + g.annotation()
		}
		return head + " =>" + g.gap() + g.pick("{"+g.body()+"}", "("+g.expression()+")", g.operand(), "({ a: "+g.expression()+" })")
	})
}

func (g *generator) conditional() string {
	return g.operand() + g.gap() + "?" + g.gap() + "(" + g.expression() + ")" + g.gap() + ":" + g.gap() + g.operand()
}

func (g *generator) asserted() string {
	if !g.types {
		return g.pick("typeof ", "!", "~", "- ") + g.operand()
	}
	return "(" + g.operand() + g.tight() + g.pick("as", "satisfies") + g.gap() + g.typ() + ")"
}

func (g *generator) template() string {
	return "`" + g.list(4, "", func() string {
		return g.pick("text", "\\`", "$ ", "{", "}", "\\${", "// no comment", "import 'no'\n", "'", "${"+g.expression()+"}", "${"+g.gap()+g.expression()+g.gap()+"}")
	}) + "`"
}

// load is an expression that loads a module, or looks like one.
func (g *generator) load() string {
	s := g.pick(g.specifier(), g.specifier(), "`./t`")
	call := "import(" + g.maybe(g.gap()) + s + g.maybe(g.gap()) + ")"
	forms := []string{call, "import(/* webpackChunkName: \"x\" */ " + s + ")", "import(" + s + ", { with: { type: 'json' } })",
		call + ".then(m => m.a)", call + ".then(({ a, b: c }) => a)", call + "\n  .then((m) => ({ default: m.X }))", call + ".then(f)",
		"import(" + g.used() + ")", "import(`./${" + g.simple() + "}`)",
		"require(" + s + ")", "require(" + s + ").a", "require(" + s + ")['a']", "require(" + g.used() + ")", "require(" + s + ")(1)", "require.resolve(" + s + ")",
		"require.context('./d', true, /x/)", "x.require(" + s + ")", "lazy(() => " + call + ")", "import.meta.glob('./*.ts')", "import.meta.resolve(" + s + ")",
		"new URL(" + s + ", import.meta.url)", "new Worker(new URL(" + s + ", import.meta.url), { type: 'module' })", "jest.requireActual(" + s + ")"}
	if g.async {
		forms = append(forms, "await "+call, "(await "+call+").a", "(await "+call+")['b']", "(await ("+call+")).c(1)", "await vi.importActual("+s+")")
		if g.types {
			forms = append(forms, "await vi.importActual<typeof import("+s+")>("+s+")", "(await "+call+")!.d")
		}
	}
	return g.pick(forms...)
}

func (g *generator) element() string {
	name := g.pick("div", "A.B", "my-tag", "C", "import", "require.x")
	attributes := g.list(3, "", func() string {
		return g.gap() + g.pick("a='\"'", `b="it's"`, "c={"+g.expression()+"}", "d", "{..."+g.simple()+"}", "data-x=\"import 'y'\"", "f=<b/>", "import='z'")
	})
	inside := func() string {
		return g.list(4, "", func() string {
			return g.pick("text", " it's import('no') ", "export default ", "// no comment", "{"+g.expression()+"}", "{/* c */}", "\n", "&amp;", "a = b / c", "require(\"x\") ", g.deeper("<br/>", g.element), "{ "+g.gap()+"}")
		})
	}
	return g.deeper("<br/>", func() string { return "<" + name + attributes + g.maybe(" ") + "/>" },
		func() string { return "<" + name + attributes + ">" + inside() + "</" + name + ">" },
		func() string { return "<>" + inside() + "</>" })
}
