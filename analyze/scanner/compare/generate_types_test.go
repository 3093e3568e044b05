package compare

func (g *generator) typeParameters() string {
	if !g.types || g.IntN(3) > 0 {
		return ""
	}
	return "<" + g.pick("T", "T, U", "T extends "+g.typ(), "T = "+g.typ(), "const T", "in out T") + ">"
}

// typ is a type.
func (g *generator) typ() string {
	from := func() string { return "import(" + g.specifier() + ")" }
	return g.deeper(g.pick("string", "T", "A.B", "'x'", "1", "null", "any[]"),
		func() string { return g.pick("string", "T", "A.B", "'import'", "unknown", "void") },
		func() string { return from() + g.pick(".T", ".N.T", ".T<string>", "['k']") },
		func() string { return "typeof " + from() + g.pick("", ".x", "['default']") },
		func() string {
			return g.pick("Promise", "Map", "A.B") + "<" + g.typ() + g.maybe(","+g.gap()+g.typ()) + ">"
		},
		func() string { return "(" + g.typ() + g.gap() + g.pick("|", "&") + g.gap() + g.typ() + ")" },
		func() string { return "{" + g.typeMembers() + "}" },
		func() string {
			return "(" + g.pick("(a: "+g.typ()+", ...r: any[])", "()", "<T>(x: T)", "new ()") + " => " + g.typ() + ")"
		},
		func() string { return "[" + g.list(3, ", ", g.typ) + "]" },
		func() string { return g.typ() + "[]" },
		func() string { return "(keyof " + g.typ() + ")" },
		func() string { return "typeof " + g.pick("a", "a.b", "this.x") },
		func() string { return "(" + g.typ() + " extends infer U ? U : " + g.typ() + ")" },
		func() string { return "{ readonly [K in keyof T]?: " + g.typ() + " }" },
		func() string { return "`a${" + g.typ() + "}`" },
		func() string { return "T[" + g.typ() + "]" })
}

func (g *generator) typeMembers() string {
	return g.gap() + g.list(3, "", func() string {
		key := g.pick("k", "import", "export", "from?", "'s'", "readonly r", "[i: string]", "require")
		return g.pick(key+": "+g.typ(), "m"+g.typeParameters()+"(a?: "+g.typ()+"): "+g.typ(), "new (x: "+g.typ()+"): T", "(): "+g.typ(), "get p(): "+g.typ()) + g.pick(";", ",", "\n", ";\n")
	})
}

func (g *generator) typeStatement() string {
	name := g.name()
	return g.some(
		func() string {
			return "type " + name + g.typeParameters() + " =" + g.gap() + g.typ() + ";\n"
		},
		func() string {
			return "interface " + name + g.typeParameters() + g.maybe(" extends A<"+g.typ()+">") + g.gap() + "{" + g.typeMembers() + "}" + g.gap()
		},
		func() string {
			return g.maybe("const ") + "enum " + name + " { A, B = 1, 'import', C = 'x'.length / 2 }" + g.gap()
		},
		func() string {
			return "declare function " + name + "(a: " + g.typ() + "): " + g.typ() + ";\n"
		},
		func() string {
			return "declare const " + name + ": " + g.typ() + ", " + g.name() + ": " + g.typ() + ";\n"
		},
		func() string {
			return "abstract class " + name + " { abstract m(): " + g.typ() + "; private p?: " + g.typ() + " }" + g.gap()
		},
		func() string {
			return "function " + name + "(a: string): void\nfunction " + name + "(a: any) {" + g.plain(g.body) + "}\n"
		})
}

func (g *generator) namespace() string {
	return g.pick("namespace ", "namespace ", "declare namespace ") + g.name() + g.maybe(".B") + " {" + g.gap() + g.list(3, "", func() string {
		return g.maybe("export ") + g.some(g.typeStatement, func() string { return "const " + g.name() + ": " + g.typ() + g.end() })
	}) + "}" + g.gap()
}

// ambient is a declaration of what exists elsewhere.
func (g *generator) ambient() string {
	inside := g.list(3, "", func() string {
		return g.maybe("export ") + g.pick("interface "+g.name()+" {"+g.typeMembers()+"}\n", "const "+g.name()+": "+g.typ()+";\n", "type "+g.name()+" = "+g.typ()+";\n", "function "+g.name()+"(): void;\n")
	})
	return g.pick("declare module "+g.specifier()+" {"+g.gap()+inside+g.maybe("export {}\n")+"}", "declare global {"+g.gap()+inside+"}", "declare module "+g.specifier()+";") + g.gap()
}
