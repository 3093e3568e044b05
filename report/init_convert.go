package report

import "rtconsolidate/rules/propose"

// NewInit makes the document of a draft. config is the file that was written, plan the plan that was
// read; a is nil for a proposal from the survey.
func NewInit(config, plan string, draft *propose.Draft, a *propose.Account) *Init {
	d := &Init{Config: config, Plan: plan}
	for _, p := range draft.Phases {
		d.phase(p)
	}
	for _, n := range draft.Names {
		c := Contested{Name: n.Name, Prefer: n.Prefer, Note: n.Note}
		for _, o := range n.Others {
			c.Others = append(c.Others, o.Path)
		}
		d.Contested = append(d.Contested, c)
	}
	for _, c := range draft.Compat {
		if c.Off != "" {
			d.Later = append(d.Later, LaterAction{"compat", c.As, c.Off})
		}
	}
	t := &d.Totals
	t.Phases, t.Later, t.Contested = len(draft.Phases), len(d.Later), len(d.Contested)
	if a != nil {
		d.account(a)
	}
	return d
}

func (d *Init) phase(p *propose.Phase) {
	if p.Off != "" {
		d.Later = append(d.Later, LaterAction{p.Name, "", p.Off})
	}
	for _, t := range p.Targets {
		d.Totals.Targets++
		if t.Off != "" && p.Off == "" {
			d.Later = append(d.Later, LaterAction{p.Name, t.File, t.Off})
		}
	}
	if len(p.Reexport) > 0 {
		d.Totals.Targets++
	}
}

func (d *Init) account(a *propose.Account) {
	line := func(l propose.Accounted) PlanLine {
		return PlanLine{l.Line, l.Text, l.Phase, string(l.Status), l.Files, l.Note}
	}
	remark := func(r propose.Remark) PlanRemark { return PlanRemark(r) }
	d.Sources, d.Exports = each(a.Sources, line), each(a.Exports, line)
	d.Differs, d.Unwritten = each(a.Differs, remark), each(a.Unfed, remark)
	for _, l := range a.People {
		d.People = append(d.People, PlanRemark{Line: l.Line, Text: l.Text})
	}
	t := &d.Totals
	t.Sources, t.Found = len(a.Sources), a.Count(propose.Found)
	t.Missing, t.Ambiguous, t.Unclear = a.Count(propose.Missing), a.Count(propose.Ambiguous), a.Count(propose.Unclear)
}
