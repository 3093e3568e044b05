package propose

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/survey"
)

// extensions are those of an entry, the likeliest first.
var extensions = []string{".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs"}

// placeEntry puts the entry into the topic's folder that is used most, else beside the file that is
// imported most.
func (d *Draft) placeEntry(files []*survey.File) {
	weight := map[string]int{}
	for _, f := range files {
		if dir := d.topicFolder(f.Path); dir != "" {
			weight[dir] += 1 + d.importers(f.Path)
		}
	}
	dir := ""
	for _, candidate := range sortedNames(weight) {
		if dir == "" || weight[candidate] > weight[dir] {
			dir = candidate
		}
	}
	d.Reason = "the folder of the code that is imported most"
	if dir == "" {
		most := slices.MaxFunc(files, func(a, b *survey.File) int { return cmp.Compare(d.importers(a.Path), d.importers(b.Path)) })
		dir = path.Join(path.Dir(most.Path), d.topic())
		d.Reason = "new, beside " + most.Path + ", which is imported most"
	}
	d.setEntry(path.Join(dir, "index"+extensionOf(files)))
	d.Import = d.specifier(files, d.Entry)
}

// setEntry takes the entry that stands there already in another extension, and finds what shadows it.
func (d *Draft) setEntry(entry string) {
	dir := path.Dir(entry)
	d.Entry = entry
	for _, ext := range extensions {
		if d.repo.Lookup(dir+"/index"+ext) != analyze.None {
			d.Entry = dir + "/index" + ext
			break
		}
	}
	d.Front, d.FrontTo = "", ""
	if path.Dir(d.Entry) == "." || trimExt(path.Base(d.Entry)) != "index" {
		return
	}
	for _, ext := range extensions {
		if front := dir + ext; d.repo.Lookup(front) != analyze.None {
			d.Front, d.FrontTo = front, path.Join(dir, "legacy-"+path.Base(dir)+ext)
			return
		}
	}
}

func (d *Draft) topicFolder(f string) string {
	for dir := path.Dir(f); dir != "."; dir = path.Dir(dir) {
		if slices.Contains(d.folders, path.Base(dir)) {
			return dir
		}
	}
	return ""
}

func extensionOf(files []*survey.File) string {
	for _, f := range files {
		if ext := path.Ext(f.Path); ext == ".ts" || ext == ".tsx" || ext == ".mts" {
			return ".ts"
		}
	}
	return ".js"
}

// specifier finds the alias by which an entry can be imported, as importers of the files in its package
// would write it, "" when there is none.
func (d *Draft) specifier(files []*survey.File, entry string) string {
	for _, f := range files {
		for _, imp := range d.repo.Importers(d.repo.Lookup(f.Path)) {
			if by := d.repo.Files[imp.File].Path; d.repo.Package(by) == d.repo.Package(entry) {
				return d.specifierFrom(by, entry)
			}
		}
	}
	return d.specifierFrom(entry, entry)
}

// specifierFrom is the specifier, other than a relative one, by which a file would name an entry.
func (d *Draft) specifierFrom(importer, entry string) string {
	paths := slices.DeleteFunc(slices.Clone(d.repo.Tree.Paths()), func(s string) bool { return s == d.Front || s == entry })
	paths = append(paths, entry)
	slices.Sort(paths)
	res := resolver.New(paths, d.repo.Tree.Read, resolver.Options{Symlinks: d.repo.Tree.Links()})
	for _, s := range res.Specifiers(importer, entry) {
		if !resolver.IsRelative(s) && !d.ownName(res.Resolve(importer, s, resolver.Import), importer, entry) {
			return s
		}
	}
	return ""
}

// ownName tells a specifier by which a package would name itself.
func (d *Draft) ownName(by resolver.Result, importer, entry string) bool {
	return !strings.HasPrefix(by.Alias, "#") && path.Base(by.Source) == "package.json" && d.repo.Package(importer) == d.repo.Package(entry)
}

// trimExt takes the extension off a path.
func trimExt(p string) string {
	return p[:len(p)-len(path.Ext(p))]
}
