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
	from, shared := "", false
	set := map[string]bool{}
	for _, f := range files {
		id := d.repo.Lookup(f.Path)
		shared = shared || client.Has(id)
		if bound[id] {
			set[f.Path] = true
			from = d.importerOf(f.Path)
		}
	}
	entry := path.Join(path.Dir(d.Entry), "server"+path.Ext(d.Entry))
	if len(set) == 0 || !shared || d.repo.Lookup(entry) != analyze.None {
		return
	}
	d.Server, d.bound = entry, set
	if d.Import != "" {
		d.ServerImport = d.specifierFrom(from, entry)
	}
}

// importerOf is a file that imports that one, itself when none does.
func (d *Draft) importerOf(file string) string {
	if imps := d.repo.Importers(d.repo.Lookup(file)); len(imps) > 0 {
		return d.repo.Files[imps[0].File].Path
	}
	return file
}
