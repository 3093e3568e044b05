package resolver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"

	"rtconsolidate/analyze/lazy"
)

// configDir is TypeScript's name for the folder of the config that is in force.
const configDir = "${configDir}"

type rawConfig struct {
	Extends         json.RawMessage `json:"extends"`
	Files           *[]string       `json:"files"`
	Include         *[]string       `json:"include"`
	Exclude         *[]string       `json:"exclude"`
	References      []struct{ Path string }
	CompilerOptions map[string]json.RawMessage `json:"compilerOptions"`
}

// loadProject reads a config as one that is in force, and the projects it references.
func (r *Resolver) loadProject(p string) {
	if _, ok := r.configs[p]; ok {
		return
	}
	r.configs[p] = nil
	c, raw := r.loadConfig(p, nil)
	if c == nil {
		return
	}
	if path.Base(p) == "jsconfig.json" {
		c.flags["allowJs"] = c.flag("allowJs", true)
	}
	c.settle()
	c.derive()
	r.configs[p] = c
	for _, ref := range raw.References {
		if target := r.configFile(path.Join(c.dir, ref.Path)); target != "" {
			c.refs = append(c.refs, target)
			r.loadProject(target)
		}
	}
}

// loadConfig reads a config and lays it over everything it extends. chain holds the configs that led
// here, to tell a circle. nil when it cannot be read.
func (r *Resolver) loadConfig(p string, chain []string) (*config, *rawConfig) {
	if slices.Contains(chain, p) {
		r.problems = append(r.problems, Problem{File: chain[len(chain)-1], Line: 1, Column: 1,
			Message: "circular `extends`: " + strings.Join(append(chain, p), " -> "), Hint: "take one of the `extends` out"})
		return nil, nil
	}
	src, err := r.read(p)
	if err != nil {
		r.problem(p, 1, 1, "cannot be read: "+err.Error())
		return nil, nil
	}
	raw, ok := r.parseConfig(p, src)
	if !ok {
		return nil, nil
	}
	c := &config{flags: map[string]bool{}}
	for _, spec := range r.extended(p, raw.Extends) {
		if parent, _ := r.loadConfig(spec, append(slices.Clone(chain), p)); parent != nil {
			c.inherit(parent)
		}
	}
	c.path, c.dir = p, path.Dir(p)
	c.apply(raw)
	return c, raw
}

// settle puts the folder of the config in the place of `${configDir}`.
func (c *config) settle() {
	at := func(s *string) {
		if rest, ok := strings.CutPrefix(*s, configDir); ok {
			*s = path.Join(c.dir, rest)
		}
	}
	for _, s := range []*string{&c.base, &c.rootDir, &c.outDir, &c.declarationDir} {
		at(s)
	}
	for _, list := range []*[]string{&c.rootDirs, &c.typeRoots, &c.files, &c.include, &c.exclude} {
		for i := range *list {
			at(&(*list)[i])
		}
	}
	base := c.pathsBase()
	for i := range c.paths {
		for j, t := range c.paths[i].targets {
			if rest, ok := strings.CutPrefix(t, configDir); ok {
				c.paths[i].targets[j] = relativeTo(base, path.Join(c.dir, rest))
			}
		}
	}
}

func (r *Resolver) problem(file string, line, column int, msg string) {
	p := Problem{File: file, Line: line, Column: column, Message: msg, Hint: "TypeScript reads this file too: `npx tsc --showConfig` shows what it makes of it"}
	if !slices.Contains(r.problems, p) {
		r.problems = append(r.problems, p)
	}
}

// parseConfig reads JSON with comments and trailing commas.
func (r *Resolver) parseConfig(p string, src []byte) (*rawConfig, bool) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	raw := &rawConfig{}
	if len(bytes.TrimSpace(src)) == 0 {
		return raw, true
	}
	plain, err := hujson.Standardize(slices.Clone(src))
	if err != nil {
		line, column := hujsonPosition(err)
		r.problem(p, line, column, "broken JSON: "+strings.TrimPrefix(err.Error(), "hujson: "))
		return nil, false
	}
	if err := json.Unmarshal(plain, raw); err != nil {
		offset := 0
		if typeErr, ok := err.(*json.UnmarshalTypeError); ok {
			offset = int(typeErr.Offset) - 1
		}
		before := plain[:min(offset, len(plain))]
		r.problem(p, 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'), "not a tsconfig: "+err.Error())
		return nil, false
	}
	return raw, true
}

var jsonPosition = lazy.Compile(`line (\d+), column (\d+)`)

// hujsonPosition reads the line and column out of an error of hujson.
func hujsonPosition(err error) (line, column int) {
	line, column = 1, 1
	if m := jsonPosition.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		column, _ = strconv.Atoi(m[2])
	}
	return line, column
}

// extended lists the configs that an `extends` names and the repo holds, the weakest first.
func (r *Resolver) extended(p string, raw json.RawMessage) []string {
	var many []string
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		many = []string{one}
	} else {
		_ = json.Unmarshal(raw, &many)
	}
	var list []string
	for _, spec := range many {
		target := ""
		if IsRelative(spec) || strings.HasPrefix(spec, "/") {
			full := path.Join(path.Dir(p), spec)
			target = r.configFile(full)
			if target == "" && !generated(full) {
				r.problem(p, 1, 1, fmt.Sprintf("`extends` names %q, which is not in the repo", spec))
			}
		} else {
			target = r.installedConfig(path.Dir(p), spec)
		}
		if target != "" {
			list = append(list, target)
		}
	}
	return list
}

// generated tells the path of something that a framework or an install writes.
func generated(p string) bool {
	for _, part := range segments(p) {
		if part[0] == '.' && part != ".." || part == "node_modules" {
			return true
		}
	}
	return false
}

// installedConfig finds the config that a package of the repo offers.
func (r *Resolver) installedConfig(dir, spec string) string {
	l := &lookup{r: r, s: &scopeOf{}, dir: dir, exports: true, configs: true, conditions: []string{"require", "types", "node"}}
	got, _ := l.inNodeModules(jsonFiles, spec)
	return got.Path
}

// configFile finds a config by the path of an `extends` or a reference: the file, with .json, or the
// tsconfig.json of the folder.
func (r *Resolver) configFile(p string) string {
	for _, c := range []string{p, p + ".json", path.Join(p, "tsconfig.json")} {
		if f, ok := r.exists(c); ok {
			return f
		}
	}
	return ""
}
