package rewrite

import (
	"maps"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// planFollowers moves, with a moved file, what belongs to it alone: styles, data and pictures that only
// it names by a relative path, and the snapshots of a test, which its runner looks for beside it.
func (p *planner) planFollowers() {
	users := p.nonCodeUsers()
	for _, from := range slices.Sorted(maps.Keys(p.moves)) {
		to := p.moves[from]
		for _, asset := range p.assetsOf(from) {
			if slices.Equal(users[asset], []string{from}) {
				p.followTo(asset, path.Join(path.Dir(to), relativeBelow(path.Dir(from), asset)), from)
			}
		}
		snapshot := path.Join(path.Dir(from), "__snapshots__", path.Base(from)+".snap")
		p.followTo(snapshot, path.Join(path.Dir(to), "__snapshots__", path.Base(to)+".snap"), from)
	}
}

// nonCodeUsers maps each file that is no code to the files that refer to it, sorted.
func (p *planner) nonCodeUsers() map[string][]string {
	users := map[string][]string{}
	if len(p.moves) == 0 {
		return users
	}
	for _, f := range p.before.Files {
		for _, e := range f.Edges {
			if e.State == resolver.InRepo && e.To == analyze.None && e.Path != "" && !slices.Contains(users[e.Path], f.Path) {
				users[e.Path] = append(users[e.Path], f.Path)
			}
		}
	}
	return users
}

// assetsOf lists the files that are no code, lie beside or below a file, and are named by it relatively.
func (p *planner) assetsOf(from string) []string {
	f := p.before.File(from)
	if f == nil {
		return nil
	}
	var list []string
	for i, e := range f.Edges {
		dir := path.Dir(from)
		inside := dir == "." || strings.HasPrefix(e.Path, dir+"/")
		if e.State == resolver.InRepo && e.To == analyze.None && inside && resolver.IsRelative(f.Module.Refs[i].Specifier) && !slices.Contains(list, e.Path) {
			list = append(list, e.Path)
		}
	}
	return list
}

func relativeBelow(dir, file string) string {
	if dir == "." {
		return file
	}
	return strings.TrimPrefix(file, dir+"/")
}

// followTo moves one file that is no code, where it exists and its new place is free.
func (p *planner) followTo(from, to, with string) {
	content, err := p.before.Tree.Read(from)
	if err != nil || from == to {
		return
	}
	if _, err := p.before.Tree.Read(to); err == nil {
		return
	}
	if content == nil {
		content = []byte{}
	}
	p.moves[from] = to
	p.files[to], p.files[from] = content, nil
	p.reason(to, "moved from "+from+", with "+with)
	p.reason(from, "moved to "+to+", with "+with)
}
