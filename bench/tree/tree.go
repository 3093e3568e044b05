// Package tree writes a TypeScript repo of a given size, the same one for the same seed: an app in
// the layout of a Next.js project with a realtime core, and features that import each other.
package tree

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Options say how much is written.
type Options struct {
	Files int // code files, at least 50
	Bytes int // of code, about
	Seed  uint64
}

// Write writes the repo into a folder.
func Write(dir string, o Options) error {
	g := &generator{Rand: rand.New(rand.NewPCG(o.Seed, 1)), size: o.Bytes / max(o.Files, 1)}
	g.layOut(max(o.Files, 50))
	for _, m := range g.modules {
		if err := write(dir, m.path, g.code(m)); err != nil {
			return err
		}
	}
	for name, text := range map[string]string{"tsconfig.json": tsconfig, "package.json": manifest, "rtconsolidate.yaml": plan} {
		if err := write(dir, name, text); err != nil {
			return err
		}
	}
	return nil
}

func write(dir, name, text string) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

// module is one file: what it exports is named after it, and it imports modules before it, so that
// there is no cycle.
type module struct {
	path    string
	name    string // in camel case, with a capital
	kind    kind
	imports []*module
	feature int
}

type kind int

const (
	library kind = iota
	hook
	component
	page
	realtime
)

type generator struct {
	*rand.Rand
	size    int // bytes of a file
	modules []*module
}

// core are the modules of the realtime core, the first of which stands in front of the entry's folder.
var core = []string{"lib/realtime.ts", "lib/realtime/channels.ts", "lib/realtime/events.ts", "lib/realtime/presence.ts", "lib/utils/realtime-manager.ts"}

func (g *generator) layOut(files int) {
	for _, p := range core {
		g.modules = append(g.modules, &module{path: p, name: "Core" + camel(path.Base(p)), kind: realtime})
	}
	for i := len(core); i < files; i++ {
		feature := (i - len(core)) / 12
		folder := fmt.Sprintf("%s-%d", words[feature%len(words)], feature/len(words))
		word := words[g.IntN(len(words))]
		m := &module{feature: feature, name: fmt.Sprintf("%s%d", camel(word), i)}
		switch i % 12 {
		case 0, 1, 2, 3:
			m.kind, m.path = library, fmt.Sprintf("lib/%s/%s-%d.ts", folder, word, i)
		case 4, 5:
			m.kind, m.path = hook, fmt.Sprintf("hooks/%s/use%s.ts", folder, m.name)
		case 11:
			m.kind, m.path = page, fmt.Sprintf("app/%s/%s-%d/page.tsx", folder, word, i)
		default:
			m.kind, m.path = component, fmt.Sprintf("components/%s/%s.tsx", folder, m.name)
		}
		m.imports = g.pick(m)
		g.modules = append(g.modules, m)
	}
}

// pick chooses what a module imports: mostly its own feature, sometimes the rest, at times the core.
func (g *generator) pick(m *module) []*module {
	seen := map[*module]bool{}
	var list []*module
	add := func(to *module) {
		if !seen[to] && to.kind != page {
			seen[to] = true
			list = append(list, to)
		}
	}
	for range 3 + g.IntN(6) {
		near := g.modules[max(0, len(g.modules)-24):]
		if g.IntN(4) == 0 {
			near = g.modules
		}
		add(near[g.IntN(len(near))])
	}
	if g.IntN(20) == 0 {
		add(g.modules[g.IntN(len(core))])
	}
	return list
}

func camel(file string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(strings.TrimSuffix(file, path.Ext(file)), func(r rune) bool { return r == '-' || r == '.' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

var words = strings.Fields(`account activity agent alert article asset audit billing board calendar campaign card cart
catalog category channel checkout comment contact coupon customer dashboard deal delivery digest document domain draft
editor export feed filter folder form gallery group import inbox insight invoice label lead ledger list location mailbox
member menu metric note offer order organization payment permission pipeline plan policy product profile project queue
quota report review role route schedule search segment session setting shipment stock subscription summary survey tag
task team template thread ticket timeline token topic transfer usage user vendor visit wallet webhook widget workflow`)

const tsconfig = `{
  // What the app is built with.
  "compilerOptions": {
    "target": "ES2022", "lib": ["dom", "dom.iterable", "esnext"], "module": "esnext", "moduleResolution": "bundler",
    "jsx": "preserve", "strict": true, "noEmit": true, "skipLibCheck": true,
    "baseUrl": ".",
    "paths": { "@/*": ["./*"], },
  },
  "include": ["**/*.ts", "**/*.tsx"]
}
`

const manifest = `{ "name": "generated", "private": true, "dependencies": { "@supabase/supabase-js": "2.0.0", "react": "19.0.0" } }
`

const plan = `version: 1
entry: lib/realtime/index.ts
import: "@/lib/realtime"
phases:
  - name: core
    targets:
      - file: lib/realtime/legacy-client.ts
        move: lib/realtime.ts
      - file: lib/realtime/index.ts
        reexport: [lib/realtime/channels.ts, lib/realtime/events.ts, lib/realtime/presence.ts, lib/utils/realtime-manager.ts]
`
