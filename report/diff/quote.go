package diff

import (
	"fmt"
	"strings"
)

// quote writes a path as git does with core.quotePath: in C style when a byte in it is a control,
// a quote, a backslash or beyond ASCII.
func quote(path string) string {
	plain := true
	for i := 0; i < len(path); i++ {
		plain = plain && path[i] >= ' ' && path[i] < 0x7f && path[i] != '"' && path[i] != '\\'
	}
	if plain {
		return path
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(path); i++ {
		writeByte(&b, path[i])
	}
	b.WriteByte('"')
	return b.String()
}

func writeByte(b *strings.Builder, c byte) {
	const named, letters = "\a\b\t\n\v\f\r\"\\", `abtnvfr"\`
	if i := strings.IndexByte(named, c); i >= 0 {
		b.WriteByte('\\')
		b.WriteByte(letters[i])
		return
	}
	if c < ' ' || c >= 0x7f {
		fmt.Fprintf(b, `\%03o`, c)
		return
	}
	b.WriteByte(c)
}

// ended closes the name in a `---` or `+++` line. A tab tells patch programs where a name with
// blanks in it ends, as git writes it.
func ended(name string) string {
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}
