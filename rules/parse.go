package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxConfig is how large a config may be, in bytes: room for a plan over some thousand files, and
// little enough that no YAML takes long to refuse.
const maxConfig = 256 << 10

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
	cfg := newConfig(path)
	cfg.Text = string(data)
	d.mapping(node, "the config", d.config(cfg))
	if cfg.ImportPos == (Pos{}) {
		cfg.ImportPos = cfg.EntryPos
	}
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
	e := &Error{File: path, Column: 1, hint: "check indentation, quotes and brackets from that line on"}
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		number, after, _ := strings.Cut(rest, ": ")
		if line, err := strconv.Atoi(number); err == nil {
			e.Line, msg = line, after
		}
	}
	if e.Line == 0 || fromParser(msg) {
		e.Line++
	}
	e.Msg = "broken YAML: " + msg
	return e
}

// fromParser tells a complaint of the library's parser from one of its scanner: the former count
// lines from 0, and leave a 0 out.
func fromParser(msg string) bool {
	rest, ok := strings.CutPrefix(msg, "did not find expected ")
	return ok && slices.ContainsFunc([]string{"node content", "key", "'-' indicator", "',' or ", "<document start>"}, func(s string) bool {
		return strings.HasPrefix(rest, s)
	})
}
