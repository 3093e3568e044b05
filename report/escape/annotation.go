package escape

import "strings"

// The runner of GitHub Actions undoes exactly these in a workflow command: percent and line ends in
// its message, colon and comma too in its properties.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// Message makes s the message of a GitHub annotation: `::error file=…::MESSAGE`.
func Message(s string) string { return message.Replace(Text(s)) }

// Property makes s the value of a property of a GitHub annotation: `file=VALUE`.
func Property(s string) string { return property.Replace(Text(s)) }

// XML makes s safe for the text or a quoted attribute of an XML document. Text has already taken
// out the characters that XML 1.0 cannot hold at all.
func XML(s string) string { return xml.Replace(Text(s)) }

var xml = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

// URI makes a repo-relative path a relative URI reference (RFC 3986): every byte but unreserved
// ones and slashes is percent-encoded, so the bytes of any path survive. A first segment that holds a
// colon is no scheme then.
func URI(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
