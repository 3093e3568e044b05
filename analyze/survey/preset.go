// Package survey finds the code of a topic in a repo (realtime code, by the built-in preset), what
// competes in it, and what is broken. The topic is data: a Preset.
package survey

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"strings"
)

// Preset says what code of the topic looks like.
type Preset struct {
	Threshold int        `yaml:"threshold"` // a file with this score belongs to the topic
	Review    int        `yaml:"review"`    // one with this score is listed for review
	Words     []string   `yaml:"words"`     // in a file's base name: strong
	Hints     []string   `yaml:"hints"`     // in a file's base name: weak
	Folders   []string   `yaml:"folders"`   // a folder of this name holds the topic's core
	Verbs     []string   `yaml:"verbs"`     // how functions that use the topic begin
	Weights   Weights    `yaml:"weights"`
	Providers []Provider `yaml:"providers"`
	// Opens are calls that begin a subscription, Closes what ends one.
	Opens  []string   `yaml:"opens"`
	Closes []string   `yaml:"closes"`
	Risks  []RiskRule `yaml:"risks"`
	// Foreign are packages whose receivers look like the topic's and are not (stores, analytics).
	Foreign []string `yaml:"foreign"`
}

// Weights are what each kind of evidence counts.
type Weights struct {
	Dedicated int `yaml:"dedicated"` // value import of a dedicated package
	TypeOnly  int `yaml:"type_only"` // type import of a provider's package
	Shape     int `yaml:"shape"`     // a provider's API where the provider is at hand
	Shapes    int `yaml:"shapes"`    // two of its shapes where it is not
	Global    int `yaml:"global"`    // a global of the platform, not shadowed
	Folder    int `yaml:"folder"`
	Word      int `yaml:"word"`
	Hint      int `yaml:"hint"`
	Consumer  int `yaml:"consumer"` // imports what the topic's own code offers
	Use       int `yaml:"use"`      // and calls it
	Subject   int `yaml:"subject"`  // a test of the topic's file that it is named after
	Contract  int `yaml:"contract"` // types and constants that the topic's code shares
	Registry  int `yaml:"registry"` // names of channels or events
	Foreign   int `yaml:"foreign"`  // negative
}

// Provider is a package, or a family of them, that the topic's code uses.
type Provider struct {
	Name      string   `yaml:"name"`
	Packages  []string `yaml:"packages"`  // names; a `*` at the end stands for anything
	Dedicated bool     `yaml:"dedicated"` // importing it is proof enough
	Passive   bool     `yaml:"passive"`   // it holds data: calling what is built on it proves nothing
	Shapes    []Shape  `yaml:"shapes"`
}

// Shape is how the use of a provider looks, as a regular expression (RE2) over code without its
// comments.
type Shape struct {
	Text    string         `yaml:"text"`    // a plain part of it, by which files without it are passed over
	Match   string         `yaml:"match"`   // "" means Text itself
	Global  string         `yaml:"global"`  // the name of a global that the file must not declare
	Telling bool           `yaml:"telling"` // the receiver's name tells the provider, wherever the repo has it
	Type    bool           `yaml:"type"`    // it names a type: by itself it proves no more than an import of types
	re      *regexp.Regexp // nil when Text is all
}

// Compile checks the preset and prepares its patterns. It must be called once before Run; the error
// names the pattern that is broken.
func (p *Preset) Compile() error {
	for i := range p.Providers {
		for k := range p.Providers[i].Shapes {
			s := &p.Providers[i].Shapes[k]
			if s.Match == "" {
				continue
			}
			re, err := regexp.Compile(s.Match)
			if err != nil {
				return err
			}
			s.re = re
		}
	}
	for i := range p.Risks {
		r := &p.Risks[i]
		var err error
		if r.has, err = regexp.Compile(cmp.Or(r.Has, regexp.QuoteMeta(r.Text))); err != nil {
			return err
		}
		if r.Lacks != "" {
			if r.lacks, err = regexp.Compile(r.Lacks); err != nil {
				return err
			}
		}
	}
	return nil
}

// window is how far, in bytes, a shape may reach around its plain part.
const window = 160

// find returns the offsets of the shape's occurrences in code. The pattern is tried only around its
// plain part.
func (s *Shape) find(code []byte) []int {
	var list []int
	for from := 0; ; {
		i := bytes.Index(code[from:], []byte(s.Text))
		if i < 0 {
			return list
		}
		i += from
		from = i + len(s.Text)
		if s.re == nil || s.re.Match(code[max(0, i-window):min(len(code), from+window)]) {
			list = append(list, i)
		}
	}
}

// packageMatches tells whether a specifier belongs to a package of the list.
func packageMatches(list []string, specifier string) bool {
	for _, name := range list {
		if prefix, wild := strings.CutSuffix(name, "*"); wild && strings.HasPrefix(specifier, prefix) {
			return true
		}
		if specifier == name || strings.HasPrefix(specifier, name+"/") {
			return true
		}
	}
	return false
}

// wordIn finds the first of the words in a file's base name, in any case.
func wordIn(words []string, p string) string {
	base := strings.ToLower(path.Base(p))
	for _, w := range words {
		if strings.Contains(base, w) {
			return w
		}
	}
	return ""
}
