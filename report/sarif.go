package report

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"strings"

	"rtconsolidate/report/escape"
)

// The parts of SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0) that the gate needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID   string    `json:"id"`
		Text sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text safe `json:"text"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Baseline     string             `json:"baselineState"`
		Suppressions []sarifSuppression `json:"suppressions"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact  `json:"artifactLocation"`
		Region   map[string]int `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifSuppression struct {
		Kind string `json:"kind"`
		Why  string `json:"justification"`
	}
)

// sarif renders a Check for code scanning. Known violations are suppressed results; a stale entry of
// the baseline is an absent one. Columns are bytes, which SARIF's units equal on lines in ASCII.
func sarif(d Document, o Options) []byte {
	c := d.(*Check)
	driver := sarifDriver{Name: Tool, Version: o.Version}
	for _, r := range c.Rules {
		driver.Rules = append(driver.Rules, sarifRule{r.Name, sarifText{safe(escape.Text(r.Doc))}})
	}
	run := sarifRun{Tool: sarifTool{driver}}
	for _, v := range c.Violations {
		run.Results = append(run.Results, sarifOf(v))
	}
	e := &encoder{broken: 100}
	e.value(reflect.ValueOf(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}), false, 0)
	return append(e.b, '\n')
}

func sarifOf(v Violation) sarifResult {
	r := sarifResult{RuleID: v.Rule, Level: "error", Baseline: "new", Message: sarifText{safe(escape.Text(v.sentence()))},
		Fingerprints: map[string]string{"rtconsolidate/v1": v.fingerprint()}}
	switch v.Baseline {
	case "known":
		r.Level, r.Baseline = "note", "unchanged"
		r.Suppressions = []sarifSuppression{{"external", "in the baseline"}}
	case "stale":
		r.Level, r.Baseline = "warning", "absent"
	}
	r.Locations = []sarifLocation{{sarifPhysical{sarifArtifact{escape.URI(v.File), "%SRCROOT%"}, region(v)}}}
	return r
}

func region(v Violation) map[string]int {
	m := map[string]int{"startLine": max(v.Line, 1)}
	if v.Column > 0 {
		m["startColumn"] = v.Column
	}
	return m
}

// sentence is the message with the way out.
func (v Violation) sentence() string {
	if v.Hint == "" {
		return v.Message()
	}
	return v.Message() + "; " + v.Hint
}

// fingerprint names a violation so that it stays the same one when lines move.
func (v Violation) fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{v.Rule, v.File, v.Specifier, v.Target, v.Name}, "\x00")))
	return fmt.Sprintf("%x", sum)[:32]
}
