package escape

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"lib/realtime.ts", "lib/realtime.ts"},
		{"", ""},
		{"größe/日本.ts", "größe/日本.ts"},
		{"a\x1b[31mb", `a\x1b[31mb`},
		{"a\nb\tc\rd", `a\nb\tc\rd`},
		{"a\x7fb\x00", `a\x7fb\x00`},
		{"c1\u009b31m", `c1\u009b31m`},
		{"\u202etxt.ts", `\u202etxt.ts`},
		{"zero\u200bwidth", `zero\u200bwidth`},
		{"tag\U000e0041", `tag\U000e0041`},
		{"line\u2028sep", `line\u2028sep`},
		{"bad\xff\xc3", `bad\xff\xc3`},
		{`back\slash`, `back\\slash`},
		{"::error::x", `:\x3aerror::x`},
		{" \t::error::x", ` \t:\x3aerror::x`},
		{"a::b", "a::b"},
		{"x ##[error]y", `x #\x23[error]y`},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSource(t *testing.T) {
	if got, want := Source("\tx = /\\n/\r\x1b\u202e"), "\tx = /\\n/"+`\r\x1b\u202e`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUntextErrors(t *testing.T) {
	for _, in := range []string{`\`, `\q`, `\x4`, `\xzz`, `\u12`, `\ud800`, `\U00110000`} {
		if got, err := Untext(in); err == nil {
			t.Errorf("Untext(%q) = %q, want an error", in, got)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"code", Code("a.ts"), "`a.ts`"},
		{"empty code", Code(""), ""},
		{"code with backticks", Code("a`b``c"), "```a`b``c```"},
		{"code at the edge", Code("`a"), "`` `a ``"},
		{"code with html", Code("<img onerror=x>"), "`<img onerror=x>`"},
		{"code in a cell", Cell(Code("a|b")), "`a\\|b`"},
		{"plain", Prose("The file goes; its importers stay."), "The file goes; its importers stay."},
		{"path", Prose("moved to lib/a_b.ts, then removed"), "moved to `lib/a_b.ts`, then removed"},
		{"html", Prose("a <b>bold</b> word"), "a `<b>bold</b>` word"},
		{"mention", Prose("ask @user."), "ask `@user`."},
		{"call", Prose("see io() (or new X(1))"), "see `io()` (or new `X(1)`)"},
		{"bracketed path", Prose("(lib/a.ts)"), "(`lib/a.ts`)"},
		{"heading", Prose("# no heading"), "`#` no heading"},
		{"list", Prose("- no list"), "`-` no list"},
		{"ordered", Prose("1. no list"), "`1`. no list"},
		{"link", Prose("www.example.com https://x.y"), "`www.example.com` `https://x.y`"},
		{"indented", Prose("     four"), "four"},
		{"entity", Prose("&lt;"), "`&lt`;"},
		{"own code", Prose("run `rtconsolidate plan` (or `a`), then <b>"), "run `rtconsolidate plan` (or `a`), then `<b>`"},
		{"half a span", Prose("a `b <i> c"), "a `` `b `` `<i>` c"},
		{"list behind blanks", Prose("  - x"), "`-` x"},
		{"newline", Prose("a\nb"), "`a\\nb`"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestSinks(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"message", Message("50%\n::x"), `50%25\n::x`},
		{"property", Property("a:b,c%"), "a%3Ab%2Cc%25"},
		{"xml", XML("<a b='\"'>&\x00\uffff"), `&lt;a b=&apos;&quot;&apos;&gt;&amp;\x00\uffff`},
		{"uri", URI("a b/ü:c\xff.ts"), "a%20b/%C3%BC%3Ac%FF.ts"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a", `\x41`, "\xff", "\\\xff", "::a", "##[x]", "\u202e\u009b\U000e0001", "`|`", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := Text(s)
		if back, err := Untext(text); err != nil || back != s {
			t.Fatalf("Untext(Text(%q)) = %q, %v", s, back, err)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 || !utf8.ValidString(text) {
			t.Fatalf("Text(%q) = %q is not printable at %d", s, text, i)
		}
		if strings.HasPrefix(strings.TrimSpace(text), "::") || strings.Contains(text, "##[") {
			t.Fatalf("Text(%q) = %q could be a workflow command", s, text)
		}
		quoted := JSON(nil, s)
		var decoded string
		if err := json.Unmarshal(quoted, &decoded); err != nil {
			t.Fatalf("JSON(%q) = %s: %v", s, quoted, err)
		}
		if back, err := FromJSON(decoded); err != nil || back != s {
			t.Fatalf("FromJSON of JSON(%q) = %q, %v", s, back, err)
		}
		if code := Code(s); strings.ContainsAny(code, "\n\r") || (s == "") != (code == "") {
			t.Fatalf("Code(%q) = %q", s, code)
		}
	})
}
