package survey

import (
	"path"
	"strings"

	"rtconsolidate/analyze"
)

// Shadow is a file that no specifier without an extension reaches: a folder's index beside which a file has
// the folder's name, or a file beside which one of the same name comes first (`.ts` before `.tsx`).
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
		for _, pair := range [][2]string{{".ts", ".tsx"}, {".js", ".jsx"}} {
			if other, ok := strings.CutSuffix(f.Path, pair[0]); ok && !strings.HasSuffix(other, ".d") && repo.Lookup(other+pair[1]) != analyze.None {
				list = append(list, Shadow{f.Path, other + pair[1]})
			}
		}
	}
	return list
}
