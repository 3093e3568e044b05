package report

import (
	"reflect"
	"strings"
	"testing"
)

func TestReadGivesBackWhatJSONWrote(t *testing.T) {
	list := append(evilDocuments(), planFixture(), checkFixture(), statusFixture(), runFixture(), graphFixture(), scanFixture(), compareFixture(), explainFixture())
	for _, d := range list {
		written := JSON(d, options)
		back := reflect.New(reflect.TypeOf(d).Elem()).Interface().(Document)
		if err := Read(written, back); err != nil {
			t.Fatalf("%s: %v", d.Kind(), err)
		}
		if again := JSON(back, options); string(again) != string(written) {
			t.Errorf("%s\nwas %s\nis  %s", d.Kind(), written, again)
		}
	}
}

func TestReadRestoresBytes(t *testing.T) {
	var p Plan
	if err := Read(JSON(&Plan{Phase: evil, Changes: []PlanChange{{Path: evil}}}, options), &p); err != nil {
		t.Fatal(err)
	}
	if p.Phase != evil || p.Changes[0].Path != evil {
		t.Errorf("got %q and %q", p.Phase, p.Changes[0].Path)
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", "no JSON document"},
		{"[]", "no JSON document"},
		{`{"format_version":1,"document":"check"}`, `document "check", not a "plan"`},
		{`{"format_version":2,"document":"plan"}`, "format_version 2"},
		{`{"format_version":1,"document":"plan","phase":1}`, "damaged"},
		{`{"format_version":1,"document":"plan","phase":"\\xzz"}`, "not an escape"},
	} {
		if err := Read([]byte(c.data), &Plan{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.data, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"format_version":1,"document":"plan","phase":"\\x41","changes":[{"path":null}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Plan
		if Read(data, &p) != nil {
			return
		}
		written := JSON(&p, options)
		var back Plan
		if err := Read(written, &back); err != nil || string(JSON(&back, options)) != string(written) {
			t.Fatalf("%q does not come back: %v", data, err)
		}
	})
}
