package survey

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

func TestWithoutComments(t *testing.T) {
	for _, c := range [][2]string{
		{"a // b\nc", "a     \nc"},
		{"a /* b\nc */ d", "a     \n     d"},
		{`x = "// no" // yes`, `x = "// no"       `},
		{"y = `/* no */` /* yes */", "y = `/* no */`          "},
		{`z = 'it\'s // no'`, `z = 'it\'s // no'`},
		{"open /* never closed", "open                "},
	} {
		if got := string(withoutComments([]byte(c[0]))); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

// FuzzWithoutComments holds that offsets and lines stay true, and that there is nothing left to take out.
func FuzzWithoutComments(f *testing.F) {
	f.Add("a // b\n\"c /* d */\" `e` /* f */")
	f.Fuzz(func(t *testing.T, src string) {
		got := withoutComments([]byte(src))
		if len(got) != len(src) || bytes.Count(got, []byte("\n")) != strings.Count(src, "\n") {
			t.Fatalf("%q became %q", src, got)
		}
		if again := withoutComments(got); !bytes.Equal(again, got) {
			t.Errorf("%q, then %q", got, again)
		}
	})
}

func TestMembers(t *testing.T) {
	const class = `Manager extends Base {
  private static instance: Manager | null = null;
  #secret() {}
  constructor(private readonly client: Client) { super({ a() {} }) }
  static getInstance(): Manager { return this.instance ??= new Manager() }
  async join<T>(id: string) {
    const inner = { leave() {} };
    return new Promise((done) => done(inner));
  }
  onMessage = (m: string) => m
  private flush = async () => {}
  count = 3
  get size() { return "}".length }
  @dec() late() {}
}`
	var got []string
	for _, m := range members([]byte(class)) {
		name := m.name
		if m.private {
			name = "-" + name
		}
		got = append(got, name)
	}
	want := []string{"-#secret", "constructor", "getInstance", "join", "onMessage", "-flush", "size", "late"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestStubs(t *testing.T) {
	for code, want := range map[string]bool{
		"class M { a() {} b() { return null; } c() { console.log('x'); } }": true,
		"export const f = () => { throw new Error('not yet') }":             true,
		"class M { a() { this.x = 1 } b() {} c() { go(); } }":               false,
		"export const a = 1": false,
	} {
		if got := isStub([]byte(code)); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

func TestChannels(t *testing.T) {
	const code = "const A = { room: (id) => `room:${id}`, user(id) { return `user:${id}` } };\n" +
		"export function personChannel(id: string): string { return `person:${id}` }\n" +
		"client.channel(`a:${b}`); log(`not ${this}`); const topicName = `t:${u}`; const url = `x/${y}`;"
	var got []string
	channels([]byte(code), func(name, template string, line int) {
		got = append(got, fmt.Sprintf("%d %s %s", line, name, template))
	})
	slices.Sort(got)
	want := []string{"1 room room:${id}", "2 personChannel person:${id}", "3  a:${b}", "3  t:${u}"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEventKey(t *testing.T) {
	for _, name := range []string{"message:created", "message_created", "message.created", "messageCreated", "MESSAGE-CREATED"} {
		if got := eventKey(name); got != "messagecreated" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

const sample = `import { a } from "b";
export function open(url: string, retries = 3) {
  const socket = new Socket(url, { retries });
  socket.on("message", (m) => handle(m, retries));
  return { socket, close: () => socket.close(), retries };
}
export const close = (s: Socket) => { s.close(); s.removeAll("message"); };
`

func TestFingerprints(t *testing.T) {
	base := fingerprints([]byte(sample))
	other := strings.NewReplacer("\"", "'", ";\n", "\n", "  ", "\t").Replace(sample)
	if !slices.Equal(base, fingerprints([]byte(other))) {
		t.Error("layout changes the fingerprints")
	}
	moved := fingerprints([]byte("const first = 1 + 2 + 3;\n" + sample))
	kept := 0
	for _, h := range base {
		if slices.Contains(moved, h) {
			kept++
		}
	}
	if kept != len(base) {
		t.Errorf("%d of %d fingerprints are left behind another statement", kept, len(base))
	}
}

// FuzzShared holds that what is shared does not depend on the order, that a file shares all with itself,
// and that no more is shared than there is.
func FuzzShared(f *testing.F) {
	f.Add(sample, strings.ToUpper(sample))
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := fingerprints([]byte(a)), fingerprints([]byte(b))
		pair := [2]analyze.FileID{0, 1}
		n := shared([][]uint32{x, y})[pair]
		if m := shared([][]uint32{y, x})[pair]; m != n || n > min(len(x), len(y)) {
			t.Errorf("%d and %d shared, of %d and %d", n, m, len(x), len(y))
		}
		if m := shared([][]uint32{x, x})[pair]; m != len(x) {
			t.Errorf("%d of %d shared with itself", m, len(x))
		}
	})
}

// FuzzCompareLines holds the algebra of drift: none with itself, the reverse the other way round.
func FuzzCompareLines(f *testing.F) {
	f.Add("a;\nb\n", "a\nc\nc\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if x, y := compareLines([]byte(a), []byte(a)); x != 0 || y != 0 {
			t.Errorf("%d, %d with itself", x, y)
		}
		x, y := compareLines([]byte(a), []byte(b))
		if u, v := compareLines([]byte(b), []byte(a)); u != y || v != x {
			t.Errorf("%d, %d and back %d, %d", x, y, u, v)
		}
	})
}

// TestTwinsLookAtFewPairs holds that files which share nothing are never compared.
func TestTwinsLookAtFewPairs(t *testing.T) {
	prints := make([][]uint32, 401)
	for i := range 400 {
		prints[i] = fingerprints([]byte(strings.Repeat(fmt.Sprintf("w%d(a%d, b%d) + ", i, i*7, i*13), 20)))
	}
	prints[400] = prints[7]
	if pairs := shared(prints); len(pairs) != 1 || pairs[[2]analyze.FileID{7, 400}] == 0 {
		t.Errorf("%d pairs of 80200", len(pairs))
	}
}

// FuzzTrigger holds that a trigger finds the parts that strings.Contains finds.
func FuzzTrigger(f *testing.F) {
	f.Add("x.subscribe(y)", ".subscribe(", "WebSocket")
	f.Fuzz(func(t *testing.T, src, a, b string) {
		want := parts{len(a) >= least && strings.Contains(src, a), len(b) >= least && strings.Contains(src, b)}
		got := newTrigger([][]byte{[]byte(a), []byte(b)}).held([]byte(src))
		if got == nil {
			got = parts{false, false}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q and %q in %q: %v", a, b, src, got)
		}
	})
}

func TestPackageNames(t *testing.T) {
	for specifier, want := range map[string]string{"a": "a", "a/b": "a", "@a/b": "@a/b", "@a/b/c/d": "@a/b", "@a": "@a"} {
		if got := packageName(specifier); got != want {
			t.Errorf("%s: %s, want %s", specifier, got, want)
		}
	}
	for _, c := range []struct {
		list      []string
		specifier string
		want      bool
	}{
		{[]string{"ws"}, "ws", true}, {[]string{"ws"}, "ws/lib", true}, {[]string{"ws"}, "wsx", false},
		{[]string{"@x/*"}, "@x/y/z", true}, {[]string{"y-*"}, "y-websocket", true}, {[]string{"y-*"}, "yjs", false},
	} {
		if got := packageMatches(c.list, c.specifier); got != c.want {
			t.Errorf("%v %s: %v", c.list, c.specifier, got)
		}
	}
}

func TestEfforts(t *testing.T) {
	e := Effort{Files: 2, Lines: 251, Importers: 3, Collisions: 1, Wire: 2, FanIn: 10}
	e.weigh()
	if e.Points != 2+2+2+2+6 || e.Risk != "medium" {
		t.Errorf("%d points, risk %s", e.Points, e.Risk)
	}
	more := e
	more.Wire += 5
	if more.weigh(); more.Points <= e.Points || more.Risk != "high" {
		t.Errorf("%d points, risk %s", more.Points, more.Risk)
	}
}

func TestRecommended(t *testing.T) {
	m := Implementation{Overlap: []string{"a", "b"}, Members: []Member{
		{Path: "dead.ts", Importers: 9, Offers: 2}, {Path: "old.ts", Importers: 2, Reachable: true, Offers: 1, Changed: "2024-01-01"},
		{Path: "new.ts", Importers: 2, Reachable: true, Offers: 1, Changed: "2025-01-01"},
	}}
	if m.recommend(); m.Survivor != "new.ts" {
		t.Errorf("%s: %v", m.Survivor, m.Reasons)
	}
	s := Survey{Implementations: []Implementation{m}}
	if s.Date(map[string]string{"old.ts": "2026-01-01"}); s.Implementations[0].Survivor != "old.ts" {
		t.Errorf("%s: %v", s.Implementations[0].Survivor, s.Implementations[0].Reasons)
	}
}
