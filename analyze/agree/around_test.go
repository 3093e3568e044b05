package agree

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
)

// compareAround holds what LoadAround tells of a file to what Load does: what leads there, what it offers, and
// what runs with it. It asks about at most limit files.
func compareAround(t *testing.T, whole *analyze.Repo, limit int) {
	t.Helper()
	if len(whole.Files) == 0 {
		t.Fatal("nothing was compared")
	}
	importers := 0
	for i := 0; i < len(whole.Files); i += len(whole.Files)/limit + 1 {
		id, p := analyze.FileID(i), whole.Files[i].Path
		part := analyze.LoadAround(whole.Tree, analyze.Options{}, func(*analyze.Repo) analyze.Focus { return analyze.Focus{Named: []string{p}} })
		want, got := told(whole, id), told(part, id)
		importers += len(whole.Importers(id))
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: only the whole repo tells: %s", p, line)
			}
		}
		for _, line := range got {
			if !slices.Contains(want, line) {
				t.Errorf("%s: only the part tells: %s", p, line)
			}
		}
	}
	t.Logf("%d references lead to the files that were asked about", importers)
}

// told is what a repo tells of a file. Of the importers that the file itself leads to, more may be known.
func told(r *analyze.Repo, id analyze.FileID) (list []string) {
	for _, i := range r.Importers(id) {
		list = append(list, fmt.Sprintf("%s: %+v leads there: %+v", r.Files[i.File].Path, *r.Ref(i), r.Files[i.File].Edges[i.Ref]))
	}
	names, open := r.Names(id)
	for _, name := range names {
		list = append(list, fmt.Sprintf("%s is %+v (%t)", name, r.Export(id, name), open))
	}
	for to, runs := range r.Reach([]analyze.FileID{id}, false) {
		if runs {
			list = append(list, "runs "+r.Files[to].Path)
		}
	}
	return list
}

func TestAroundSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/resolve/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { compareAround(t, load(t, readSample(t, file).write(t)), 1000) })
	}
}

// folder loads what RTC_COMPARE_DIR names, else the sample.
func folder(t *testing.T) *analyze.Repo {
	t.Helper()
	dir := os.Getenv("RTC_COMPARE_DIR")
	if dir == "" {
		dir = "../../testdata/campfire"
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return analyze.Load(tree, analyze.Options{})
}

// TestAroundFolder compares on the folder named by RTC_COMPARE_DIR; a tool for any repo.
func TestAroundFolder(t *testing.T) {
	compareAround(t, folder(t), 200)
}

// formsTree names files in ways that text alone could miss: escapes, dots, comments, folders, other names.
func formsTree() analyze.Memory {
	tree := analyze.Memory{
		"tsconfig.json": `{"compilerOptions": {"moduleResolution": "bundler", "baseUrl": ".", "moduleSuffixes": [".ios", ""],
			"paths": {"@/*": ["./*"], "rt": ["lib/hub"], "x-*": ["lib/h*"], "@lib/*": ["lib/*/index"]}}}`,
		"package.json":      `{"name": "app", "imports": {"#h": "./lib/hub.ts", "#k/*": "./lib/*.ts"}, "exports": {".": "./lib/hub.ts"}, "workspaces": ["pkg"]}`,
		"pkg/package.json":  `{"name": "@acme/live", "main": "src/start.ts"}`,
		"pkg/src/start.ts":  "export const start = 1;\n",
		"pkg/src/near.ts":   "import { start } from '..';\nimport * as s from '@acme/live';\n",
		"lib/hub.ts":        "export { deep } from './deep/er';\nexport * from './[id]';\nimport './deep';\n",
		"lib/deep/er.ts":    "export const deep = 1;\n",
		"lib/deep/index.ts": "import '../hub';\nexport {};\n",
		"index.ts":          "export const root = 1;\n",
		"vite.config.js":    "export default { resolve: { alias: { whole: path.resolve(__dirname, 'lib/hub.ts') } } }\n",
		"lib/[id].ts":       "export const id = 1;\n",
		"lib/native.ios.ts": "export const native = 1;\n",
		"lib/page.vue":      "<script>import './hub'</script>",
	}
	for i, text := range []string{
		`import './h\u0075b';`, `import './h\x75b';`, "import './hu\\\nb';", `import './\h\ub';`, `import './hu\b';`, `import '.\/hub';`, `import './\150ub';`,
		`import './\[id]';`, `import './[i\d]';`, `import './[id\]';`,
		"import './hub.js';", "import './hub?raw';", "import 'raw!./hub';", "import(`./hub`);", `import '@/lib/hub';`, `import "rt";`, `import 'x-ub';`, "import 'rt?x';",
		"import '#h';", "import '#k/hub';", "import 'app';", "import 'lib/hub';", "import 'whole';", "import '@/';", "import '@lib/deep';", "import '@/lib/deep/';", "import './deep/.';", "import './deep/er/..';",
		"import './native';", "/// <reference path='hub.ts' />", "/// <reference path='..\\lib\\hub.ts' />", "/** @type {import('./hub').deep} */ let x;",
		"jest.mock('./hub');", "new URL('./hub.ts', import.meta.url);", "declare module './hub' { const a: 1; }", "declare module/**/'./deep/er' { const a: 1; }",
		"declare module\u00a0'./deep/er' { const b: 1; }\nexport {};", "module \"./deep/er\" { export const c: 1; }\nexport {};", "require('./hub');", "import h = require('./hub');",
	} {
		tree[fmt.Sprintf("lib/form%d.ts", i)] = text + "\n"
	}
	tree["lib/deep/dot.ts"] = "import '.';\n"
	tree["lib/deep/slash.ts"] = "import './';\n"
	tree["lib/deep/below/up.ts"] = "import \"..\";\n"
	tree["lib/deep/below/over.ts"] = "import '../../deep';\nimport '../../hub';\n"
	return tree
}

func TestAroundForms(t *testing.T) {
	tree := formsTree()
	tree["ambient.d.ts"] = "declare module 'rt' { const x: 1; }\n"
	compareAround(t, analyze.Load(tree, analyze.Options{}), 1000)
	delete(tree, "ambient.d.ts")
	whole := analyze.Load(tree, analyze.Options{})
	compareAround(t, whole, 1000)
	if n := len(whole.Importers(whole.Lookup("lib/hub.ts"))); n < 25 {
		t.Errorf("only %d references lead to lib/hub.ts", n)
	}
}
