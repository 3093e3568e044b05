package scope

import (
	"bytes"
	"fmt"

	"rtconsolidate/analyze/scanner"
)

// understand parses src, with what the grammar does not know blanked out.
func understand(path string, src []byte, lang scanner.Lang) (*syntax, error) {
	tree, err := read(src, lang)
	if err != nil {
		return nil, &Error{Path: path, Line: 1, Column: 1, Msg: err.Error()}
	}
	if len(tree.errors) > 0 {
		return nil, complain(path, src, tree.errors[0])
	}
	return tree, nil
}

func complain(path string, src []byte, n *node) *Error {
	line := bytes.Count(src[:n.start], []byte("\n")) + 1
	column := int(n.start) - bytes.LastIndexByte(src[:n.start], '\n')
	return &Error{Path: path, Line: line, Column: column, Msg: fmt.Sprintf("cannot be parsed near %q", near(src, n))}
}

// near returns the text at n, cut at the line's end.
func near(src []byte, n *node) string {
	text := bytes.TrimSpace(src[n.start:])
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return string(bytes.ToValidUTF8(text[:min(len(text), 40)], nil))
}
