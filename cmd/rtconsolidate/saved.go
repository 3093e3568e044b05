package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"

	"rtconsolidate/analyze/source"
	"rtconsolidate/report"
	"rtconsolidate/rewrite"
)

// savedPlan is a plan as `plan -o` wrote it.
type savedPlan struct {
	file string
	report.Plan
}

// readPlan reads a saved plan and checks that it is whole and unedited.
func readPlan(file string) (*savedPlan, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usage("the plan cannot be read: %v", err)
	}
	p := &savedPlan{file: file}
	if !json.Valid(data) {
		return nil, &fault{exitFault, file + " is no whole plan: it is truncated, or no JSON", "save it again with `rtconsolidate plan -o " + file + "`"}
	}
	if err := report.Read(data, &p.Plan); err != nil {
		return nil, &fault{exitFault, file + " is no plan of this version of rtconsolidate: " + err.Error(), "save it again with `rtconsolidate plan -o " + file + "`"}
	}
	if rewrite.Digest(p.Phase, lines(p.Changes)) != p.Digest {
		return nil, undone("save it again with `rtconsolidate plan -o "+file+"`", "%s was edited after it was saved: its digest does not fit its changes", file)
	}
	return p, nil
}

func lines(changes []report.PlanChange) []rewrite.Line {
	var list []rewrite.Line
	for _, c := range changes {
		list = append(list, rewrite.Line{Path: c.Path, From: c.From, Action: c.Action, Before: c.BeforeSHA256, After: c.AfterSHA256})
	}
	return list
}

func (p *savedPlan) phases() []string { return strings.Split(p.Phase, "+") }

// matches tells why the saved plan is not, or not any more, what the repo asks for.
func (p *savedPlan) matches(now *report.Plan, tree *source.Tree) error {
	if now.Digest == p.Digest {
		return p.unedited(now)
	}
	applied, stale := true, []string{}
	for _, c := range p.Changes {
		sum := ""
		if data, err := tree.Read(c.Path); err == nil {
			sum = rewrite.Sum(data)
		}
		applied = applied && sum == c.AfterSHA256
		if sum != c.BeforeSHA256 {
			stale = append(stale, c.Path)
		}
	}
	switch {
	case applied && len(p.Changes) > 0:
		return undone("`rtconsolidate status` shows the run", "%s is applied already", p.file)
	case len(stale) > 0:
		return undone(p.again(), "%s is stale: %d of its %d files changed since, %s first", p.file, len(stale), len(p.Changes), stale[0])
	}
	return undone(p.again(), "%s is stale: its files are as they were, but the config or other files ask for other changes now", p.file)
}

// sameRepo refuses a plan that was made elsewhere, where both repos are known.
func (p *savedPlan) sameRepo(tree *source.Tree) error {
	if p.Repo == "" {
		return nil
	}
	if id := tree.Identity(); id != "" && id != p.Repo {
		return undone("apply it there, or plan here", "%s was made for another repo: its first commit is %.12s, here it is %.12s", p.file, p.Repo, id)
	}
	return nil
}

// unedited compares all that the plan tells with what its changes give: the digest covers the changes,
// but a reviewer read the reasons and the proof, too.
func (p *savedPlan) unedited(now *report.Plan) error {
	same := *now
	same.Repo = p.Repo
	if bytes.Equal(report.JSON(&same, report.Options{}), report.JSON(&p.Plan, report.Options{})) {
		return nil
	}
	return undone(p.again(), "%s was edited after it was saved: what it tells of its changes is not what they are", p.file)
}

func (p *savedPlan) again() string { return "plan again: `rtconsolidate plan -o " + p.file + "`" }
