package rules

import (
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"rtconsolidate/analyze/survey"
)

// Discover tunes what `scan` counts as the topic of the repo. Lists add to those of the built-in
// preset, figures take the place of its figures.
type Discover struct {
	// Replace leaves the built-in preset out: what stands here is all there is. Figures that do not
	// stand here keep the built-in value.
	Replace bool
	// Threshold and Review are 0 when they do not stand there.
	Threshold, Review              int
	Words, Hints, Folders, Foreign []string
	Verbs, Opens, Closes           []string
	Risks                          []survey.RiskRule
	// Weights are those that stand there, under the keys of the config.
	Weights   map[string]int
	Providers []survey.Provider
}

func (d *decoder) discover(s *Discover) fields {
	return fields{
		"replace":   {doc: "Whether the built-in realtime preset is left out.", schema: boolSchema, decode: func(n *yaml.Node) { s.Replace = d.boolean(n, "replace") }},
		"threshold": {doc: "The score from which on a file belongs to the topic.", schema: positive, decode: func(n *yaml.Node) { s.Threshold = d.integer(n, "threshold", 1) }},
		"review":    {doc: "The score from which on a file is listed for review.", schema: positive, decode: func(n *yaml.Node) { s.Review = d.integer(n, "review", 1) }},
		"words":     {doc: "Parts of a file's base name that tell much.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Words = d.lower(n, "words") }},
		"hints":     {doc: "Parts of a file's base name that tell little.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Hints = d.lower(n, "hints") }},
		"folders":   {doc: "Names of folders that hold the core of the topic.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Folders = d.texts(n, "folders") }},
		"verbs":     {doc: "How functions begin that use the topic, as in `subscribe`.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Verbs = d.texts(n, "verbs") }},
		"opens":     {doc: "Calls that begin a subscription.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Opens = d.texts(n, "opens") }},
		"closes":    {doc: "Parts of the code that ends one.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Closes = d.texts(n, "closes") }},
		"risks": {doc: "What makes the topic's code fragile.", schema: listOf(objectOf(func() fields { return d.risk(&survey.RiskRule{}) })),
			decode: func(n *yaml.Node) { d.list(n, "risks", func(n *yaml.Node) { d.addRisk(n, s) }) }},
		"foreign": {doc: "Packages whose API looks like the topic's and is not.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Foreign = d.packages(n, "foreign") }},
		"weights": {doc: "What each kind of evidence counts.", schema: objectOf(func() fields { return d.weights(map[string]int{}) }),
			decode: func(n *yaml.Node) { s.Weights = map[string]int{}; d.mapping(n, "weights", d.weights(s.Weights)) }},
		"providers": {doc: "Packages that the topic's code uses.", schema: listOf(objectOf(func() fields { return d.provider(&survey.Provider{}) })),
			decode: func(n *yaml.Node) { d.list(n, "providers", func(n *yaml.Node) { d.addProvider(n, s) }) }},
	}
}

// weighed are the keys of `weights:`, what each counts, and where it goes.
var weighed = []struct {
	key, doc string
	of       func(*survey.Weights) *int
}{
	{"dedicated", "The import of a value from a dedicated package.", func(w *survey.Weights) *int { return &w.Dedicated }},
	{"type_only", "The import of a type from a provider's package.", func(w *survey.Weights) *int { return &w.TypeOnly }},
	{"shape", "A provider's API where the provider is at hand.", func(w *survey.Weights) *int { return &w.Shape }},
	{"shapes", "Two shapes of a provider that is not at hand.", func(w *survey.Weights) *int { return &w.Shapes }},
	{"global", "A global of the platform that the file does not declare.", func(w *survey.Weights) *int { return &w.Global }},
	{"folder", "A place in a folder of the topic.", func(w *survey.Weights) *int { return &w.Folder }},
	{"word", "A word in the base name.", func(w *survey.Weights) *int { return &w.Word }},
	{"hint", "A hint in the base name.", func(w *survey.Weights) *int { return &w.Hint }},
	{"consumer", "The import of what the topic's own code offers.", func(w *survey.Weights) *int { return &w.Consumer }},
	{"use", "A call of it.", func(w *survey.Weights) *int { return &w.Use }},
	{"subject", "A test of what its name says, where that is the topic's.", func(w *survey.Weights) *int { return &w.Subject }},
	{"contract", "Types and constants that the topic's code shares.", func(w *survey.Weights) *int { return &w.Contract }},
	{"registry", "Names of channels or events.", func(w *survey.Weights) *int { return &w.Registry }},
	{"foreign", "A foreign package; below zero.", func(w *survey.Weights) *int { return &w.Foreign }},
}

func (d *decoder) weights(into map[string]int) fields {
	keys := fields{}
	for _, w := range weighed {
		keys[w.key] = field{doc: w.doc, schema: integerSchema, decode: func(n *yaml.Node) { into[w.key] = d.integer(n, w.key, -maxFigure) }}
	}
	return keys
}

func (d *decoder) addProvider(n *yaml.Node, s *Discover) {
	var p survey.Provider
	before := len(d.errs)
	if d.mapping(n, "a provider", d.provider(&p)) && len(d.errs) == before {
		if len(p.Packages)+len(p.Shapes) == 0 {
			d.fail(at(n), "give it `packages:` or `shapes:`", "nothing tells the provider %q", p.Name)
		}
		s.Providers = append(s.Providers, p)
	}
}

func (d *decoder) provider(p *survey.Provider) fields {
	return fields{
		"name":      {doc: "The name, for people.", schema: textSchema, required: "name it, as in `name: Supabase`", decode: func(n *yaml.Node) { p.Name = d.text(n, "the name of a provider") }},
		"packages":  {doc: "Its packages; a `*` at the end stands for anything.", schema: listOf(textSchema), decode: func(n *yaml.Node) { p.Packages = d.packages(n, "packages") }},
		"dedicated": {doc: "Whether the import of a value is proof enough.", schema: boolSchema, decode: func(n *yaml.Node) { p.Dedicated = d.boolean(n, "dedicated") }},
		"passive":   {doc: "Whether it only holds data, so that calling what is built on it proves nothing.", schema: boolSchema, decode: func(n *yaml.Node) { p.Passive = d.boolean(n, "passive") }},
		"shapes": {doc: "How its use looks.", schema: listOf(objectOf(func() fields { return d.shape(&survey.Shape{}) })),
			decode: func(n *yaml.Node) { d.list(n, "shapes", func(n *yaml.Node) { d.addShape(n, p) }) }},
	}
}

func (d *decoder) addShape(n *yaml.Node, p *survey.Provider) {
	var s survey.Shape
	if d.mapping(n, "a shape", d.shape(&s)) {
		p.Shapes = append(p.Shapes, s)
	}
}

func (d *decoder) shape(s *survey.Shape) fields {
	return fields{
		"text": {doc: "A plain part of the code; files without it are passed over.", schema: textSchema, required: "add `text:`, a plain part of what it matches",
			decode: func(n *yaml.Node) { s.Text = d.text(n, "the text of a shape") }},
		"match":   {doc: "A regular expression (RE2) over the code without its comments; the text itself without it.", schema: textSchema, decode: func(n *yaml.Node) { s.Match = d.expression(n) }},
		"telling": {doc: "Whether the receiver's name tells the provider, wherever the repo has it.", schema: boolSchema, decode: func(n *yaml.Node) { s.Telling = d.boolean(n, "telling") }},
		"type":    {doc: "Whether it names a type, which proves no more than an import of types.", schema: boolSchema, decode: func(n *yaml.Node) { s.Type = d.boolean(n, "type") }},
		"global":  {doc: "The global that the file must not declare itself.", schema: textSchema, decode: func(n *yaml.Node) { s.Global = d.text(n, "the global of a shape") }},
	}
}

func (d *decoder) addRisk(n *yaml.Node, s *Discover) {
	var r survey.RiskRule
	if d.mapping(n, "a risk", d.risk(&r)) {
		s.Risks = append(s.Risks, r)
	}
}

func (d *decoder) risk(r *survey.RiskRule) fields {
	return fields{
		"risk":   {doc: "Its name.", schema: textSchema, required: "name it, as in `risk: default-key`", decode: func(n *yaml.Node) { r.Risk = d.text(n, "the name of a risk") }},
		"text":   {doc: "A plain part of the code; files without it are passed over.", schema: textSchema, required: "add `text:`, a plain part of what it matches", decode: func(n *yaml.Node) { r.Text = d.text(n, "the text of a risk") }},
		"has":    {doc: "A regular expression (RE2) that the file matches; the text itself without it.", schema: textSchema, decode: func(n *yaml.Node) { r.Has = d.expression(n) }},
		"lacks":  {doc: "A regular expression (RE2) that makes up for it.", schema: textSchema, decode: func(n *yaml.Node) { r.Lacks = d.expression(n) }},
		"detail": {doc: "What is wrong, for people.", schema: textSchema, decode: func(n *yaml.Node) { r.Detail = d.text(n, "the detail of a risk") }},
	}
}

// maxExpression bounds a regular expression in bytes, and with it the time to match.
const maxExpression = 2000

func (d *decoder) expression(n *yaml.Node) string {
	s := d.text(n, "a regular expression")
	if len(s) > maxExpression {
		d.fail(at(n), "write several shapes", "the expression is longer than %d bytes", maxExpression)
	} else if _, err := regexp.Compile(s); err != nil {
		d.fail(at(n), "the syntax is RE2's: no look-around, no back-references", "%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return s
}

func (d *decoder) texts(n *yaml.Node, what string) []string {
	var list []string
	d.list(n, what, func(n *yaml.Node) {
		if s := d.text(n, "an item of "+what); s != "" {
			list = append(list, s)
		}
	})
	return list
}

// lower decodes parts of base names, which are compared in lower case.
func (d *decoder) lower(n *yaml.Node, what string) []string {
	list := d.texts(n, what)
	for i, s := range list {
		list[i] = strings.ToLower(s)
	}
	return list
}

func (d *decoder) packages(n *yaml.Node, what string) []string {
	list := d.texts(n, what)
	for _, s := range list {
		name := strings.TrimSuffix(s, "*")
		if strings.Contains(name, "*") || strings.HasPrefix(name, ".") || path.IsAbs(name) {
			d.fail(at(n), "name it as importers do; a `*` may stand at its end", "%q is no package", s)
		}
	}
	return list
}
