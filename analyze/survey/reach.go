package survey

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"rtconsolidate/analyze"
)

// Shadow is a folder's index that no specifier of the folder's name reaches, because a file beside the
// folder has the same name.
type Shadow struct{ File, Index string }

func shadowed(repo *analyze.Repo) []Shadow {
	var list []Shadow
	for _, f := range repo.Files {
		stem := strings.TrimSuffix(strings.TrimSuffix(f.Path, path.Ext(f.Path)), ".d")
		for _, ext := range []string{".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs"} {
			if index := stem + "/index" + ext; repo.Lookup(index) != analyze.None {
				list = append(list, Shadow{f.Path, index})
			}
		}
	}
	return list
}

// Risk is code that a consolidation should look at.
type Risk struct {
	File   string
	Line   int // from 1
	Risk   string
	Detail string
}

var atLoad = regexp.MustCompile(`^(?:export\s+)?(?:const|let|var)\s+\w+[^=]*=\s*(?:new\s+(?:WebSocket|EventSource|Pusher|Ably\.\w+)|io|create\w*Client\w*)\(`)

// risks lists connections that are made as soon as their module loads: whatever comes to import the
// module makes them too.
func (s *surveyor) risks() []Risk {
	var list []Risk
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.files[id].Category == "test" {
			continue
		}
		line := 0
		for text := range bytes.Lines(s.code[id]) {
			line++
			if len(text) > 0 && bytes.IndexByte([]byte("eclv"), text[0]) >= 0 && bytes.IndexByte(text, '(') > 0 {
				if made := atLoad.Find(text); made != nil {
					list = append(list, Risk{f.Path, line, "client-at-load", "makes a client when it is loaded: " + string(made) + "…)"})
				}
			}
		}
	}
	return list
}
