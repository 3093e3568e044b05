package analyze

import (
	"bytes"

	"rtconsolidate/analyze/pack"
	"rtconsolidate/analyze/scanner"
)

// A Looker looks at the content of files while they are loaded, from several goroutines.
type Looker interface {
	// Look finds what it looks for in a file. It must not keep src, which is reused.
	Look(path string, src []byte) (found string)
	// Known is told, instead, what an earlier run found in a file that has not changed since; false asks for a look.
	Known(path, found string) bool
}

func (r *Repo) scanAll(reuse func(string) *File) {
	parallel(r.opts.Workers, len(r.Files), func() func(int) {
		var buf []byte
		return func(i int) { r.Files[i], buf = scan(r.Tree, r.Files[i].Path, r.opts, reuse, buf) }
	})
}

// scan reads a file into the room of buf and scans it. It gives back the room to read the next file into.
func scan(tree Tree, p string, opts Options, reuse func(string) *File, buf []byte) (*File, []byte) {
	if reuse != nil {
		if old := reuse(p); old != nil {
			f := *old
			f.Edges = nil
			return &f, buf
		}
	}
	known, recalls := tree.(Recaller)
	if recalls && opts.wanted == nil {
		if f := recalled(known, p, opts); f != nil {
			return f, buf
		}
	}
	f := &File{Path: p}
	defer f.sum()
	src, buf, err := read(tree, p, buf)
	if err != nil {
		f.Module, f.Skipped = &scanner.Module{}, "unreadable: "+err.Error()
		return f, buf
	}
	f.Size = len(src)
	if opts.wanted != nil && !opts.wanted(p, src) {
		f.Module = unread
		return f, buf
	}
	if f.Skipped = unfit(src, opts.MaxFileSize); f.Skipped != "" {
		f.Module = &scanner.Module{}
		return f, buf
	}
	f.Lines = countLines(src)
	f.Module = scanner.ScanFile(p, src)
	glance := ""
	if opts.Look != nil {
		glance = opts.Look.Look(p, src)
	}
	if opts.Paths {
		f.joints = joints(src)
	}
	if recalls && opts.wanted == nil {
		f.keep(known, glance, opts)
	}
	return f, buf
}

// keep has a tree recall what was found in a file.
func (f *File) keep(known Recaller, glance string, opts Options) {
	known.Keep(f.Path, asModule, f.encode())
	if opts.Look != nil {
		known.Keep(f.Path, asGlance, glance)
	}
	if opts.Paths {
		known.Keep(f.Path, asPaths, pack.Hashes(f.joints))
	}
}

// The kinds under which a tree recalls what Load found: a file's module, and what the Looker saw in it.
const asModule, asGlance = "module", "glance"

// recalled is a file as an earlier run found it, nil when that is not known.
func recalled(known Recaller, p string, opts Options) *File {
	data, ok := known.Recall(p, asModule)
	if !ok {
		return nil
	}
	if opts.Look != nil {
		if found, ok := known.Recall(p, asGlance); !ok || !opts.Look.Known(p, found) {
			return nil
		}
	}
	paths := ""
	if opts.Paths {
		if paths, ok = known.Recall(p, asPaths); !ok {
			return nil
		}
	}
	r := pack.NewReader(data)
	f := &File{Path: p, Lines: r.Number(), Size: r.Number(), joints: pack.ToHashes(paths)}
	var err error
	if f.Module, err = scanner.Decode(r.Text()); err != nil {
		return nil
	}
	f.sum()
	return f
}

func (f *File) encode() string {
	out := pack.Number(pack.Number(nil, f.Lines), f.Size)
	return string(pack.Text(out, string(f.Module.Encode())))
}

// read reads into the room of buf where the tree can, and gives back the room to read into next.
func read(tree Tree, p string, buf []byte) (src, room []byte, err error) {
	t, ok := tree.(interface {
		ReadInto(path string, buf []byte) ([]byte, error)
	})
	if !ok {
		src, err = tree.Read(p)
		return src, buf, err
	}
	if src, err = t.ReadInto(p, buf); cap(src) > cap(buf) {
		buf = src
	}
	return src, buf, err
}

func countLines(src []byte) int {
	n := bytes.Count(src, []byte{'\n'})
	if len(src) > 0 && src[len(src)-1] != '\n' {
		n++
	}
	return n
}
