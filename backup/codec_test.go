package backup

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func FuzzName(f *testing.F) {
	for _, s := range []string{"lib/a.ts", "app/(group)/[id]/page.tsx", "ä%2F", "a\xffb", "\x1b[31m\u202e", "%", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := json.Marshal(name(s))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range text {
			if c < 0x20 || c >= 0x7f {
				t.Fatalf("%q is written as %s", s, text)
			}
		}
		var back name
		if err := json.Unmarshal(text, &back); err != nil || string(back) != s {
			t.Fatalf("%q comes back as %q, %v", s, back, err)
		}
	})
}

func TestNameRefusesBadEscapes(t *testing.T) {
	for _, text := range []string{"%", "%4", "%zz", "a%0"} {
		if err := new(name).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func FuzzJournal(f *testing.F) {
	run := "20251123T120000Z-core"
	log := journal{
		{Event: eventBegin, Time: "2025-11-23T12:00:00Z", Tool: "t", Manifest: sumOf(nil)},
		{Event: eventCommit, Time: "2025-11-23T12:00:00Z", Tool: "t"},
		{Event: eventUndo, Time: "2025-11-23T12:00:00Z", Tool: "t", Kept: []name{"lib/a.ts"},
			Merged: []step{{N: 1, Path: "x", Name: "x", From: stateOf(nil, 0o644), To: stateOf([]byte("x"), 0o644)}}},
		{Event: eventUndone, Time: "2025-11-23T12:00:00Z", Tool: "t"},
	}
	for n := 1; n <= len(log); n++ {
		f.Add(log[:n].encode(run))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := decodeJournal(run, data)
		if err != nil {
			return
		}
		if !bytes.Equal(got.encode(run), data) {
			t.Fatalf("accepted, but not canonical: %s", data)
		}
		if _, err := decodeJournal(run+"x", data); err == nil {
			t.Fatal("the journal of one run is accepted for another")
		}
	})
}

func TestJournalOrder(t *testing.T) {
	rec := func(e event) record {
		r := record{Event: e, Time: "2025-11-23T12:00:00Z"}
		if e == eventBegin {
			r.Manifest = sumOf(nil)
		}
		return r
	}
	for events, want := range map[string]bool{
		"begin": true, "begin commit": true, "begin undo": true, "begin commit undo undone": true,
		"begin undo undo undone": true, "commit": false, "begin begin": false, "begin undone": false,
		"begin commit commit": false, "begin undo commit": false, "begin commit undo undone undo": false,
	} {
		var log journal
		for _, e := range strings.Fields(events) {
			log = append(log, rec(event(e)))
		}
		got, err := decodeJournal("r", log.encode("r"))
		if (err == nil) != want || want && len(got) != len(log) {
			t.Errorf("%s: %v", events, err)
		}
	}
}

func FuzzManifest(f *testing.F) {
	d, changes := fixture()
	s := d.store()
	m, err := s.preflight(changes, meta("core"), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.encode())
	for _, edit := range [][2]string{
		{`"path": "lib/run.sh"`, `"path": "../run.sh"`}, {`"format_version": 1`, `"format_version": 2`},
		{`"path"`, `"PATH"`}, {`"0755"`, `"99999"`}, {`"modify"`, `"chown"`}, {`"seq": 1`, `"seq": 1, "seq": 2`},
	} {
		bad := strings.Replace(string(m.encode()), edit[0], edit[1], 1)
		if bad == string(m.encode()) {
			f.Fatalf("%s is not in the manifest", edit[0])
		}
		if _, err := decodeManifest([]byte(bad)); err == nil {
			f.Errorf("%s is accepted", edit[1])
		}
		f.Add([]byte(bad))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := decodeManifest(data)
		if err != nil {
			return
		}
		if !bytes.Equal(m.encode(), data) {
			t.Fatal("accepted, but not canonical")
		}
		for _, p := range m.paths() {
			if checkPath(p) != nil {
				t.Fatalf("accepted with the path %q", p)
			}
		}
	})
}

func TestShow(t *testing.T) {
	for in, want := range map[string]string{
		"lib/a b.ts": "lib/a b.ts", "": `""`, "a\nb": `"a\nb"`, "\x1b[2J": `"\x1b[2J"`,
		"a\u202eb": `"a\u202eb"`, "a\xff": `"a\xff"`, "app/(g)/[id]/ü.ts": "app/(g)/[id]/ü.ts",
	} {
		if got := show(in); got != want {
			t.Errorf("show(%q) is %s, not %s", in, got, want)
		}
	}
}
