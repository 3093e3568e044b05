package source

import "strings"

// Changed gives the date (YYYY-MM-DD) of the last commit that touched each of the paths, as git's history
// has it; paths without one are left out. Where there is no git the result is empty.
func (t *Tree) Changed(paths []string) (map[string]string, error) {
	dates := map[string]string{}
	if !t.Listing.Git || len(paths) == 0 {
		return dates, nil
	}
	g := findGit(t.Root)
	if g == nil {
		return dates, nil
	}
	args := []string{"log", "--no-show-signature", "--no-ext-diff", "--no-renames", "--relative", "--name-only", "-z", "--format=%x01%cs", "--"}
	for _, p := range paths {
		args = append(args, ":(literal)"+p)
	}
	out, err := g.run(t.Root, args...)
	if err != nil {
		return dates, err
	}
	for commit := range strings.SplitSeq(string(out), "\x01") {
		date, names, _ := strings.Cut(commit, "\x00")
		for name := range strings.SplitSeq(names, "\x00") {
			if name = strings.TrimPrefix(name, "\n"); name != "" && dates[name] == "" {
				dates[name] = strings.TrimSpace(date)
			}
		}
	}
	return dates, nil
}
