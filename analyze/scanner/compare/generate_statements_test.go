package compare

import "strings"

// statement is one statement with what ends it. At the top it may be an import, an export or a declaration
// that stands nowhere else.
func (g *generator) statement(top bool) string {
	if top && g.IntN(3) > 0 {
		if g.types && g.IntN(3) == 0 {
			return g.some(g.typeStatement, g.typeStatement, g.namespace, g.ambient)
		}
		return g.some(g.importStatement, g.importStatement, g.exportStatement, g.exportStatement, g.mock)
	}
	return g.deeper("a;\n", g.expressionStatement, g.expressionStatement, g.variables, g.variables, g.function, g.class,
		g.control, g.control, g.block)
}

func (g *generator) importStatement() string {
	names := func() string { return g.importNames(g.types) }
	from := func(clause string) string {
		return "import" + g.gap() + clause + g.gap() + "from" + g.maybe(g.gap()) + g.specifier() + g.attributes() + g.lineEnd()
	}
	forms := []func() string{
		func() string { return "import" + g.maybe(g.gap()) + g.specifier() + g.lineEnd() },
		func() string { return from(g.name()) },
		func() string { return from(names()) },
		func() string { return from("*" + g.gap() + "as" + g.gap() + g.name()) },
		func() string { return from(g.name() + g.maybe(g.gap()) + "," + g.gap() + names()) },
		func() string { return from(g.name() + ", * as " + g.name()) },
		func() string { return from("defer * as " + g.name()) },
	}
	if g.types {
		forms = append(forms,
			func() string { return from("type" + g.gap() + g.importNames(false)) },
			func() string { return from("type " + g.name()) },
			func() string { return from("type") },
			func() string { return "import type from = require(" + g.specifier() + ")" + g.end() },
			func() string {
				return g.maybe("export ") + "import " + g.maybe("type ") + g.name() + g.gap() + "=" + g.gap() + "require(" + g.specifier() + ")" + g.end()
			},
			func() string { return "import " + g.name() + " = A.B.C" + g.end() })
	}
	return g.some(forms...)
}

func (g *generator) importNames(types bool) string {
	names := g.list(4, ","+g.gap(), func() string {
		name := g.name()
		form := g.pick(name, name, "default as "+name, "type as "+name, "as as "+name, "'a-b' as "+name, "x"+g.gap()+"as"+g.gap()+name, "import as "+name)
		if types {
			form = g.pick("", "", "type ", "type"+g.gap()) + form
		}
		return form
	})
	if names != "" {
		names += g.maybe(",")
	}
	return "{" + g.maybe(g.gap()) + names + g.gap() + "}"
}

func (g *generator) attributes() string {
	return g.pick("", "", "", "", " with { type: 'json' }", " with {'type': \"css\",}")
}

func (g *generator) exportStatement() string {
	from := func() string { return g.gap() + "from" + g.gap() + g.specifier() + g.attributes() + g.lineEnd() }
	name := g.name()
	forms := []func() string{
		func() string { return "export" + g.gap() + "*" + from() },
		func() string { return "export * as " + g.pick(name, "default", "'a b'") + from() },
		func() string { return "export {" + g.exportNames(true) + "}" + from() },
		func() string { return "export {" + g.exportNames(false) + "}" + g.lineEnd() },
		func() string { return "export" + g.gap() + g.variables() },
		func() string { return "export " + g.function() },
		func() string { return "export" + g.gap() + g.class() },
		func() string { return "export default" + g.gap() + g.statementExpression() + g.end() },
		func() string { return "export default " + g.used() + g.lineEnd() },
		func() string {
			return "export default function" + g.maybe("*") + " " + g.maybe(name) + "() {" + g.body() + "}\n"
		},
		func() string { return "export default class " + g.maybe(name+" ") + "{" + g.members() + "}\n" },
	}
	if g.types {
		forms = append(forms,
			func() string { return "export type {" + g.exportNames(true) + "}" + from() },
			func() string { return "export type {" + g.exportNames(false) + "}" + g.lineEnd() },
			func() string { return "export type * " + g.maybe("as "+name) + from() },
			func() string { return "export" + g.gap() + g.typeStatement() },
			func() string { return "export default interface " + name + " {" + g.typeMembers() + "}\n" },
			func() string { return "export default abstract class " + name + " {" + g.members() + "}\n" },
			func() string { return "export " + g.namespace() },
			func() string { return "export as namespace " + name + g.end() })
	}
	return g.some(forms...)
}

func (g *generator) exportNames(foreign bool) string {
	return g.list(4, ", ", func() string {
		local := g.pick("a", "b", "type", "as", "from")
		if foreign {
			local = g.pick("a", "default", "'s-t'", "type", "import")
		}
		form := local + g.pick("", " as "+g.name(), g.gap()+"as"+g.gap()+g.name(), " as default", " as 'x y'")
		if g.types && g.IntN(4) == 0 {
			form = "type " + form
		}
		return form
	}) + g.maybe(" ")
}

func (g *generator) mock() string {
	runner := g.pick("vi", "jest")
	path := g.pick(g.specifier(), "import("+g.specifier()+")")
	return runner + g.pick(".", "\n  .") + g.pick("mock", "doMock", "unmock") + "(" + g.maybe(g.gap()) + path +
		g.pick("", ", () => ({ a: 1 })", ", async () => ({ ...(await vi.importActual("+g.specifier()+")), b: 2 })", ", { spy: true }") + ")" + g.end()
}

func (g *generator) variables() string {
	keyword := g.pick("const", "let", "var")
	return keyword + g.gap() + g.variable() + g.list(3, "", func() string { return "," + g.gap() + g.variable() }) + g.end()
}

func (g *generator) variable() string {
	switch g.IntN(6) {
	case 0:
		return g.pattern() + g.gap() + "= " + g.expression()
	case 1:
		return "{ " + g.name() + ", default: " + g.name() + " } = " + g.pick("", "await ") + g.pick("require(", "import(") + g.specifier() + ")"
	}
	return g.name() + g.annotation() + " =" + g.gap() + g.expression()
}

func (g *generator) pattern() string {
	return g.deeper(g.name(), func() string {
		return "{" + g.list(3, ", ", func() string {
			return g.pick("k: ", "'s': ", "[x]: ", "3: ") + g.pattern() + g.maybe(" = "+g.simple())
		}) + "}"
	}, func() string { return "[" + g.list(3, ", ", g.pattern) + "]" }, g.name)
}

func (g *generator) annotation() string {
	if !g.types || g.IntN(2) == 0 {
		return ""
	}
	return ":" + g.gap() + g.typ()
}

func (g *generator) function() string {
	async := g.IntN(3) == 0
	before := g.async
	g.async = async
	defer func() { g.async = before }()
	head := "function" + g.pick(" ", " ", "* ")
	if async {
		head = "async " + head
	}
	return head + g.name() + g.typeParameters() + "(" + g.parameters() + ")" + g.annotation() + g.gap() + "{" + g.body() + "}" + g.gap()
}

func (g *generator) parameters() string {
	return g.list(3, ", ", func() string {
		return g.pick(g.name(), g.pattern()) + g.annotation() + g.maybe(" = "+g.simple())
	})
}

func (g *generator) body() string {
	return g.gap() + g.list(3, "", func() string { return g.statement(false) })
}

func (g *generator) block() string { return "{" + g.body() + "}" + g.gap() }

func (g *generator) class() string {
	return g.pick("", "", "@dec ", "@dec()\n", "@a.b(x => x / 2)\n") + "class " + g.name() + g.typeParameters() + g.maybe(" extends "+g.pick("A", "B.C", "mixin(D)")) + " {" + g.members() + "}" + g.gap()
}

func (g *generator) members() string {
	before := g.async
	g.async = false
	defer func() { g.async = before }()
	return g.gap() + g.list(4, "", func() string {
		name := g.pick("m", "import", "require", "export", "get", "static", "'s'", "[k]", "#p", "of")
		method := name + g.typeParameters() + "(" + g.parameters() + ")" + g.annotation() + " {" + g.body() + "}\n"
		return g.pick(
			g.pick("", "static ", "async ", "*", "static async ")+method,
			name+g.annotation()+" = "+g.expression()+";\n",
			"static {"+g.body()+"}\n",
			g.pick("get ", "static get ")+"p() { return "+g.expression()+" }\n",
			"@dec() "+name+";\n", name+";\n")
	})
}

func (g *generator) expressionStatement() string {
	return g.statementExpression() + g.end()
}

// statementExpression is one that may start a statement.
func (g *generator) statementExpression() string {
	text := g.expression()
	if first := strings.TrimLeft(text, " \t\n"); strings.HasPrefix(first, "{") || strings.HasPrefix(first, "function") || strings.HasPrefix(first, "class") || strings.HasPrefix(first, "async function") || strings.HasPrefix(first, "let") {
		text = "(" + text + ")"
	}
	return text
}

func (g *generator) control() string {
	head := "(" + g.expression() + ")"
	then := func() string {
		return g.gap() + g.pick("/re'/.test(a);", "/[/`]/g\n;", "{"+g.body()+"}", g.expressionStatement(), "{ a\n++b }")
	}
	return g.pick(
		"if "+head+then()+g.maybe("\nelse"+then()),
		"while "+head+then(),
		"for (const "+g.name()+" of "+g.expression()+")"+then(),
		"for (let i = 0; i < 9; i++)"+then(),
		"for (const k in "+g.used()+")"+then(),
		"do {"+g.body()+"} while "+head+g.pick(";", "\n"),
		"switch "+head+" { case "+g.used()+": {"+g.body()+"} break; default: "+g.expressionStatement()+"}",
		"try {"+g.body()+"} catch "+g.maybe("(e) ")+"{"+g.body()+"} finally {"+g.body()+"}",
		"label: {"+g.body()+"}") + g.gap()
}
