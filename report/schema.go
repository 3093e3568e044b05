package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Documents lists an empty document of every kind, sorted by kind.
func Documents() []Document {
	list := []Document{&Plan{}, &Check{}, &Status{}, &Run{}, &Runs{}, &Graph{}, &Scan{}, &Init{}, &Shims{}, &Comparison{}, &Explanation{}}
	slices.SortFunc(list, func(a, b Document) int { return strings.Compare(a.Kind(), b.Kind()) })
	return list
}

// Schema gives the JSON Schema (draft 2020-12) of the JSON that a document of this kind renders
// to, derived from its struct. Further keys are allowed: a later version may add some.
func Schema(d Document) []byte {
	e := &encoder{broken: 1}
	root := schemaOf(reflect.TypeOf(d).Elem(), false)
	head := []schema{
		{"format_version", schemaMap{{"const", FormatVersion}}},
		{"tool", schemaMap{{"const", Tool}}},
		{"tool_version", schemaMap{{"type", "string"}}},
		{"document", schemaMap{{"const", d.Kind()}}},
	}
	properties := append(schemaMap(head), root.get("properties").(schemaMap)...)
	e.schema(schemaMap{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", Tool + " " + d.Kind()},
		{"type", "object"},
		{"properties", properties},
		{"required", properties.keys()},
	}, 0)
	return append(e.b, '\n')
}

// schemaMap is a JSON object whose keys keep their order.
type schemaMap []schema

type schema struct {
	key   string
	value any // string, int, []string or schemaMap
}

func (m schemaMap) keys() []string {
	keys := make([]string, len(m))
	for i, s := range m {
		keys[i] = s.key
	}
	return keys
}

func (m schemaMap) get(key string) any {
	for _, s := range m {
		if s.key == key {
			return s.value
		}
	}
	return nil
}

func schemaOf(t reflect.Type, null bool) schemaMap {
	switch t.Kind() {
	case reflect.String:
		if null {
			return schemaMap{{"type", []string{"string", "null"}}}
		}
		return schemaMap{{"type", "string"}}
	case reflect.Bool:
		return schemaMap{{"type", "boolean"}}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return schemaMap{{"type", "integer"}}
	case reflect.Pointer:
		m := schemaOf(t.Elem(), false)
		m[0].value = []string{m[0].value.(string), "null"}
		return m
	case reflect.Slice:
		return schemaMap{{"type", "array"}, {"items", schemaOf(t.Elem(), false)}}
	case reflect.Map:
		return schemaMap{{"type", "object"}, {"additionalProperties", schemaOf(t.Elem(), false)}}
	case reflect.Struct:
		properties := schemaMap{}
		for _, f := range fieldsOf(t) {
			properties = append(properties, schema{f.name, schemaOf(t.Field(f.index).Type, f.null)})
		}
		return schemaMap{{"type", "object"}, {"properties", properties}, {"required", properties.keys()}}
	}
	panic(fmt.Sprintf("report: a document cannot hold a %s", t))
}

func (e *encoder) schema(v any, depth int) {
	switch v := v.(type) {
	case string:
		e.value(reflect.ValueOf(v), false, depth)
	case int:
		e.value(reflect.ValueOf(v), false, depth)
	case []string:
		e.value(reflect.ValueOf(v), false, e.broken)
	case schemaMap:
		e.b = append(e.b, '{')
		for i, s := range v {
			if i > 0 {
				e.b = append(e.b, ',')
			}
			e.line(depth + 1)
			e.key(s.key, 0)
			e.schema(s.value, depth+1)
		}
		e.line(depth)
		e.b = append(e.b, '}')
	}
}
