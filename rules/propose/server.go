package propose

import (
	"path"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/environment"
	"rtconsolidate/analyze/survey"
)

// placeServer gives an entry of its own to what a browser cannot run, where client code uses other files
// of the topic.
func (d *Draft) placeServer(files []*survey.File) {
	bound, client := environment.ServerBound(d.repo), environment.Client.Reach(d.repo)
	var apart []*survey.File
	shared := false
	for _, f := range files {
		id := d.repo.Lookup(f.Path)
		if shared = shared || client.Has(id); bound[id] {
			apart = append(apart, f)
		}
	}
	entry := path.Join(path.Dir(d.Entry), "server"+path.Ext(d.Entry))
	if len(apart) == 0 || !shared || d.repo.Lookup(entry) != analyze.None {
		return
	}
	d.Server, d.bound = entry, map[string]bool{}
	for _, f := range apart {
		d.bound[f.Path] = true
	}
	if d.Import != "" {
		d.ServerImport = d.specifier(apart, entry)
	}
}
