package report

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rtconsolidate/report/escape"
)

// FormatVersion is the version of every JSON document. It rises when a reader of the last version
// would misread the new one; a new key does not raise it.
const FormatVersion = 1

// Tool is the value of "tool" in every JSON document.
const Tool = "rtconsolidate"

// JSON renders a document: format_version, tool and its version, the document's kind, then its
// fields in the order of its struct, one element of a list on a line. Strings are written by
// escape.JSON, lists that are nil as empty lists. Same document, same bytes.
func JSON(d Document, o Options) []byte {
	e := &encoder{broken: 2}
	e.b = fmt.Appendf(e.b, "{\n  \"format_version\": %d,\n  \"tool\": %q,\n  \"tool_version\": ", FormatVersion, Tool)
	e.b = escape.JSON(e.b, o.Version)
	e.b = fmt.Appendf(e.b, ",\n  \"document\": %q", d.Kind())
	v := reflect.ValueOf(d).Elem()
	for _, f := range fieldsOf(v.Type()) {
		e.b = append(e.b, ",\n  "...)
		e.key(f.name, 1)
		e.value(v.Field(f.index), f.null, 1)
	}
	return append(e.b, "\n}\n"...)
}

// encoder writes JSON. encoding/json would not do: it turns bytes that are no UTF-8 into U+FFFD, and
// leaves C1 and bidi characters as they are.
type encoder struct {
	b      []byte
	broken int // how many levels have their elements on lines of their own
}

type field struct {
	name  string
	null  bool // the empty string is written as null
	index int
}

// fieldsOf lists the fields of a struct that have a json tag; `empty:"null"` beside it writes an
// empty string as null. A document holds thousands of values of
// one type, so each type's tags are read once.
func fieldsOf(t reflect.Type) []field {
	if known, ok := fieldCache.Load(t); ok {
		return known.([]field)
	}
	var list []field
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		if name := tag.Get("json"); name != "" && name != "-" {
			list = append(list, field{name, tag.Get("empty") == "null", i})
		}
	}
	fieldCache.Store(t, list)
	return list
}

var fieldCache sync.Map // reflect.Type -> []field

func (e *encoder) key(name string, depth int) {
	e.b = escape.JSON(e.b, name)
	e.b = append(e.b, ':')
	if depth < e.broken {
		e.b = append(e.b, ' ')
	}
}

func (e *encoder) value(v reflect.Value, null bool, depth int) {
	switch v.Kind() {
	case reflect.String:
		if null && v.Len() == 0 {
			e.b = append(e.b, "null"...)
			return
		}
		if v.Type() == reflect.TypeFor[safe]() {
			e.b = escape.Quote(e.b, v.String())
			return
		}
		e.b = escape.JSON(e.b, v.String())
	case reflect.Bool:
		e.b = strconv.AppendBool(e.b, v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		e.b = strconv.AppendInt(e.b, v.Int(), 10)
	case reflect.Pointer:
		if v.IsNil() {
			e.b = append(e.b, "null"...)
			return
		}
		e.value(v.Elem(), false, depth)
	case reflect.Slice:
		e.container('[', ']', v.Len(), depth, func(i int) { e.value(v.Index(i), false, depth+1) })
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		e.container('{', '}', len(keys), depth, func(i int) {
			e.key(keys[i].String(), depth+1)
			e.value(v.MapIndex(keys[i]), false, depth+1)
		})
	case reflect.Struct:
		fields := fieldsOf(v.Type())
		e.container('{', '}', len(fields), depth, func(i int) {
			e.key(fields[i].name, depth+1)
			e.value(v.Field(fields[i].index), fields[i].null, depth+1)
		})
	default:
		panic(fmt.Sprintf("report: a document cannot hold a %s", v.Type()))
	}
}

// container writes n elements between two brackets.
func (e *encoder) container(open, end byte, n, depth int, element func(i int)) {
	e.b = append(e.b, open)
	for i := range n {
		if i > 0 {
			e.b = append(e.b, ',')
		}
		if depth < e.broken {
			e.line(depth + 1)
		}
		element(i)
	}
	if n > 0 && depth < e.broken {
		e.line(depth)
	}
	e.b = append(e.b, end)
}

func (e *encoder) line(depth int) {
	e.b = append(e.b, '\n')
	e.b = append(e.b, strings.Repeat("  ", depth)...)
}
