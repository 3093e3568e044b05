package rewrite

import (
	"maps"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rules"
)

// planReach reports the references that are computed as the program runs (`import(EXPRESSION)`,
// `require.context`, `import.meta.glob`) and can reach a path whose file goes now: what they are to name
// cannot be told.
func (p *planner) planReach() error {
	gone := p.going()
	if len(gone) == 0 {
		return nil
	}
	for _, f := range p.before.Files {
		if f.Skipped != "" {
			continue
		}
		for _, d := range f.Module.Dynamic {
			reaches := p.pattern(f, d)
			if i := slices.IndexFunc(gone, reaches); i >= 0 {
				p.tell(f, d.Line, "%s can reach `%s`, which %s", head(d.Message), gone[i], p.whither(gone[i]))
			}
		}
	}
	return nil
}

// going lists the paths whose files move, are taken apart, or are removed in this phase, sorted.
func (p *planner) going() []string {
	list := slices.AppendSeq(slices.Collect(maps.Keys(p.moves)), maps.Keys(p.removed))
	list = slices.AppendSeq(list, maps.Keys(p.fresh))
	slices.Sort(list)
	return list
}

func (p *planner) whither(gone string) string {
	switch to := p.now(gone); {
	case to != gone:
		return "goes to `" + to + "`"
	case p.fresh[gone] != nil:
		return "is a shim now"
	}
	return "goes"
}

// head is the first line of a call's text, cut.
func head(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if len(line) > 60 {
		line, more = line[:60], true
	}
	if more {
		line += "…"
	}
	return "`" + strings.ReplaceAll(line, "`", "'") + "`"
}

var (
	computed = lazy.Compile("^(?:import|require)[^(]*\\(\\s*(?:/\\*[^*]*\\*/\\s*)*(?:`([^`$]*)\\$\\{|\"([^\"]*)\"\\s*\\+|'([^']*)'\\s*\\+)")
	context  = lazy.Compile("^require\\.context\\(\\s*[\"'`]([^\"'`]*)[\"'`]\\s*(?:,\\s*(true|false))?")
	literal  = lazy.Compile("[\"'`]([^\"'`]*)[\"'`]")
)

// pattern tells which paths a computed reference can lead to, as far as its fixed parts say; none when it has
// no fixed part.
func (p *planner) pattern(f *analyze.File, d scanner.Diag) func(string) bool {
	text := strings.TrimSpace(d.Message)
	if m := context.FindStringSubmatch(text); m != nil {
		dir := p.joined(f, m[1]+"/")
		return func(to string) bool {
			return strings.HasPrefix(to, dir) && (m[2] != "false" || path.Dir(to)+"/" == dir)
		}
	}
	if strings.HasPrefix(text, "import.meta.glob") {
		return p.globs(f, text)
	}
	if m := computed.FindStringSubmatch(text); m != nil {
		prefix := m[1] + m[2] + m[3]
		if base := p.joined(f, prefix); base != "" {
			return func(to string) bool { return strings.HasPrefix(to, base) }
		}
		return func(to string) bool {
			return prefix != "" && slices.ContainsFunc(p.namer.Res.Specifiers(f.Path, to), func(s string) bool { return strings.HasPrefix(s, prefix) })
		}
	}
	return func(string) bool { return false }
}

// joined is the path that a relative beginning stands for, "" for one that is not relative.
func (p *planner) joined(f *analyze.File, prefix string) string {
	if !strings.HasPrefix(prefix, "./") && !strings.HasPrefix(prefix, "../") {
		return ""
	}
	full := path.Join(path.Dir(f.Path), prefix)
	if strings.HasSuffix(prefix, "/") && full != "." {
		full += "/"
	}
	return strings.TrimPrefix(full, "./")
}

func (p *planner) globs(f *analyze.File, text string) func(string) bool {
	var yes, no []rules.Glob
	for _, m := range literal.FindAllStringSubmatch(text, -1) {
		pattern, negative := strings.CutPrefix(m[1], "!")
		if rest, rooted := strings.CutPrefix(pattern, "/"); rooted {
			pattern = rest
		} else if pattern = p.joined(f, pattern); pattern == "" {
			continue
		}
		g, err := rules.NewGlob(pattern)
		switch {
		case err != nil:
		case negative:
			no = append(no, g)
		default:
			yes = append(yes, g)
		}
	}
	match := func(list []rules.Glob, to string) bool {
		return slices.ContainsFunc(list, func(g rules.Glob) bool { return g.Match(to) })
	}
	return func(to string) bool { return match(yes, to) && !match(no, to) }
}
