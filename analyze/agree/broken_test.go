package agree

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/survey"
)

// diagnostic is one error of tscheck.mjs.
type diagnostic struct {
	File    string
	Line    int
	Code    int
	Message string
}

var (
	ofModule = regexp.MustCompile(`[Mm]odule '"?([^'"]+)"?'|^'?"([^"]+)"'?`)
	ofName   = regexp.MustCompile(`exported member (?:named )?'([^']+)'`)
)

// TestBrokenFolder compares the broken imports of the sample repo, or of the folder named by
// RTC_COMPARE_DIR, with TypeScript's errors.
func TestBrokenFolder(t *testing.T) {
	dir := os.Getenv("RTC_COMPARE_DIR")
	if dir == "" {
		dir = "../../testdata/campfire"
	}
	if _, err := os.Stat(filepath.Join(dir, "tsconfig.json")); err != nil {
		t.Skip("the folder has no tsconfig.json, by which TypeScript would check it")
	}
	compareBroken(t, dir)
}

func compareBroken(t *testing.T, dir string) {
	t.Helper()
	repo := load(t, dir)
	var got, want []string
	for _, b := range survey.BrokenImports(repo) {
		if b.Why == "" {
			got = append(got, fmt.Sprintf("%s:%d %s", b.File, b.Line, b.Name))
		}
	}
	for _, d := range diagnostics(t, dir) {
		if id := repo.Lookup(d.File); id == analyze.None || d.Code == 2307 && !ours(repo, d) {
			continue
		}
		name := ""
		if m := ofName.FindStringSubmatch(d.Message); m != nil {
			name = m[1]
		}
		want = append(want, fmt.Sprintf("%s:%d %s", d.File, d.Line, name))
	}
	slices.Sort(got)
	slices.Sort(want)
	t.Logf("%d broken imports", len(want))
	if len(want) == 0 && os.Getenv("RTC_COMPARE_DIR") == "" {
		t.Error("TypeScript finds nothing broken: nothing was compared")
	}
	for _, g := range slices.Compact(got) {
		if !slices.Contains(want, g) {
			t.Errorf("only here: %s", g)
		}
	}
	for _, w := range slices.Compact(want) {
		if !slices.Contains(got, w) {
			t.Errorf("only TypeScript: %s", w)
		}
	}
}

// ours tells whether a missing module should be in the repo: it is relative, or an alias of the config
// covers it and no package has its name.
func ours(repo *analyze.Repo, d diagnostic) bool {
	m := ofModule.FindStringSubmatch(d.Message)
	if m == nil {
		return false
	}
	specifier := m[1] + m[2]
	if resolver.IsRelative(specifier) {
		return true
	}
	manifest, _ := repo.Tree.Read("package.json")
	name := strings.Join(strings.SplitN(specifier, "/", 3)[:min(2, strings.Count(specifier, "/")+1)], "/")
	for _, a := range repo.Resolver.Aliases(d.File) {
		before, after, _ := strings.Cut(a.Pattern, "*")
		if a.Pattern != "*" && strings.HasPrefix(specifier, before) && strings.HasSuffix(specifier, after) &&
			!strings.Contains(string(manifest), fmt.Sprintf("%q", name)) {
			return true
		}
	}
	return false
}

func diagnostics(t *testing.T, dir string) (list []diagnostic) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is not installed: the tests compare with TypeScript")
	}
	cmd := exec.Command(node, "--max-old-space-size=8000", filepath.Join(oracleDir, "tscheck.mjs"), dir, "--codes", "2305,2307,2614,2724")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestBrokenForms compares on one of each: what TypeScript reports with these errors, and what it reports
// with others or not at all.
func TestBrokenForms(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"tsconfig.json":  `{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler", "target": "esnext", "skipLibCheck": true, "types": [], "paths": {"@/*": ["./src/*"]}}, "exclude": ["left-out"]}`,
		"package.json":   `{"dependencies": {"@scope/real": "1"}}`,
		"src/target.ts":  "export const value = 1, useRealtime = 2\nconst local = 1\nimport { other as imported } from './other'\nexport * from './one'\nexport * from './two'\n",
		"src/other.ts":   "export const other = 1\nexport default other\n",
		"src/one.ts":     "export const twice = 1\n",
		"src/two.ts":     "export const twice = 2\n",
		"src/plain.d.ts": "import { gone } from './nowhere'\nexport declare const a: typeof gone\n",
		"src/main.ts": strings.Join([]string{
			"import { absent } from './target'", "import { useRealtim } from './target'", "import { absent2 } from './other'", "import { local } from './target'",
			"import { imported } from './target'", "import missing from './target'", "import { default as alsoMissing } from './target'",
			"export { default as exported } from './target'", "import { twice } from './target'", "import './nowhere'", "import { a } from './nowhere'",
			"import { b } from '@/nowhere'", "import { c } from '@scope/real'", "import { d } from 'outside'", "import type { E } from './nowhere'",
			"export * from './nowhere'", "type F = import('./target').Absent", "type G = import('./nowhere').Absent", "void import('./nowhere')",
			"// @ts-ignore", "import { h } from './nowhere'", "// @ts-expect-error: it is made later", "", "// and more", "import { i } from './nowhere'",
			"import type { J } from '@/target'", "import {", "  value,", "  missingInLines,", "} from './target'", "import { k } from './plain'",
			"import x = require('./nowhere')", "const y = require('./nowhere')", "vi.mock('./nowhere')"}, "\n"),
		"src/unchecked.ts":  "// @ts-nocheck\nimport { a } from './nowhere'\n",
		"src/script.js":     "import { a } from './nowhere'\n",
		"src/both.ts":       "export {}\n",
		"src/both.tsx":      "import { a } from './nowhere'\n",
		"left-out/a.ts":     "import { a } from './nowhere'\n",
		"left-out/drawn.ts": "import { a } from './nowhere'\n",
		"src/draws.ts":      "import '../left-out/drawn'\n",
	} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	compareBroken(t, dir)
}
