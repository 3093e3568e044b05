// Package rules reads rtconsolidate.yaml, sees it against a repo, and holds the gate.
package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// FileName is the name of the config in the root of a repo.
const FileName = "rtconsolidate.yaml"

// maxConfig is how large a config may be, in bytes. A plan for a repo of ten thousand files needs a
// tenth of it.
const maxConfig = 1 << 20

// Pos is a position in the config, line and column from 1.
type Pos struct{ Line, Column int }

// Config is a decoded rtconsolidate.yaml. Paths are relative to its folder, with slashes.
type Config struct {
	File   string // as it was named, for messages
	Entry  string
	Import string // the specifier of the entry; "" for relative ones
	// ImportPos is where `import:` (or, without it, `entry:`) stands.
	ImportPos Pos
	Phases    []Phase
	Names     map[string]Decision
	Shims     Shims
	Gate      Gate
	Discover  *yaml.Node // the section that tunes the survey, nil when there is none
}

// Phase is a named group of targets that is planned, applied and rolled back as one.
type Phase struct {
	Name    string
	Pos     Pos
	Targets []Target
	Keep    []Path
	Remove  []Removal
}

// Target is a file that a phase creates or extends.
type Target struct {
	File     string
	Pos      Pos
	Move     string // the file that goes there, "" for none
	MovePos  Pos
	Reexport []Source
	Keep     []Path
}

// Source is a file whose names the entry takes on; all of them when Names is empty.
type Source struct {
	From  string
	Names []string // globs
	Pos   Pos
}

// Path is a path with its position.
type Path struct {
	Path string
	Pos  Pos
}

// Removal is a file that goes: a dead one, or a twin of the file that stands in for it.
type Removal struct {
	Path string
	Use  string // "" for a dead file
	Pos  Pos
}

// Decision says who gets a contested name, and under which alias the entry offers the others.
type Decision struct {
	Prefer string
	Others map[string]string // path -> alias
	Pos    Pos
}

// Shims says what shims carry.
type Shims struct {
	Deprecate   string // "jsdoc" (the default) or "none"
	Owner       string
	RemoveAfter string // YYYY-MM-DD, "" for none
}

// Gate tunes `check`.
type Gate struct {
	Strict   []Glob // legacy paths whose imports no baseline excuses
	Allow    []Glob // files that may import legacy modules
	Baseline string // "" for none
}

// Load reads and decodes a config. The error is an *Error or Errors, or that of the file system.
func Load(fsys fs.FS, path string) (*Config, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return Parse(path, data)
}

// Parse decodes a config strictly: unknown and duplicate keys, aliases, several documents, unsafe
// paths and two phases that claim one file are errors with their position. All that can be found at
// once are given at once, sorted.
func Parse(path string, data []byte) (*Config, error) {
	if len(data) > maxConfig {
		return nil, &Error{File: path, Msg: fmt.Sprintf("the config is larger than %d bytes", maxConfig), hint: "split the plan into several configs"}
	}
	if i := invalidUTF8(data); i >= 0 {
		line := 1 + bytes.Count(data[:i], []byte("\n"))
		return nil, &Error{File: path, Line: line, Column: i - bytes.LastIndexByte(data[:i], '\n'), Msg: "the config is not UTF-8", hint: "save it as UTF-8"}
	}
	node, err := document(path, data)
	if err != nil {
		return nil, err
	}
	d := &decoder{file: path}
	cfg := d.config(node)
	d.claims(cfg)
	if len(d.errs) > 0 {
		return nil, d.errs.sorted()
	}
	return cfg, nil
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// document parses the one document of a config.
func document(path string, data []byte) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var node yaml.Node
	switch err := dec.Decode(&node); {
	case errors.Is(err, io.EOF):
		return nil, &Error{File: path, Line: 1, Column: 1, Msg: "the config is empty", hint: "`rtconsolidate init` writes a first one"}
	case err != nil:
		return nil, syntaxError(path, err)
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return nil, &Error{File: path, Line: max(second.Line, 1), Column: max(second.Column, 1), Msg: "the config holds a second document", hint: "take the `---` and what follows out"}
	} else if !errors.Is(err, io.EOF) {
		return nil, syntaxError(path, err)
	}
	return node.Content[0], nil
}

// syntaxError takes the line out of the YAML library's message.
func syntaxError(path string, err error) *Error {
	e := &Error{File: path, Column: 1, hint: "check indentation, quotes and colons near that line"}
	if _, scanErr := fmt.Sscanf(err.Error(), "yaml: line %d:", &e.Line); scanErr != nil {
		e.Line = 1
	}
	msg := bytes.TrimPrefix([]byte(err.Error()), []byte("yaml: "))
	if i := bytes.Index(msg, []byte(": ")); i >= 0 && bytes.HasPrefix(msg, []byte("line ")) {
		msg = msg[i+2:]
	}
	e.Msg = "broken YAML: " + string(msg)
	return e
}
