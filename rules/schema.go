package rules

import (
	"encoding/json"
	"slices"

	"go.yaml.in/yaml/v3"
)

// field is one key of a mapping: what the schema says of it, and how it is decoded.
type field struct {
	doc      string
	schema   func() schema
	required string // the hint when the key is missing; "" when it may be
	decode   func(*yaml.Node)
}

// fields are the keys of a mapping.
type fields map[string]field

func (f fields) names() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// schema is a piece of JSON Schema. It is made when it is asked for, since decoding needs none.
type schema map[string]any

// Schema gives the JSON Schema (draft 2020-12) of the config, indented, for editors and people.
func Schema() []byte {
	s := objectOf(func() fields { return new(decoder).config(newConfig("")) })()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = FileName
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // the schema is made of maps, lists and texts
	}
	return append(text, '\n')
}

func objectOf(keys func() fields) func() schema {
	return func() schema {
		all := keys()
		properties := schema{}
		var required []string
		for _, name := range all.names() {
			s := all[name].schema()
			s["description"] = all[name].doc
			properties[name] = s
			if all[name].required != "" {
				required = append(required, name)
			}
		}
		s := schema{"type": "object", "properties": properties, "additionalProperties": false}
		if required != nil {
			s["required"] = required
		}
		return s
	}
}

func listOf(item func() schema) func() schema {
	return func() schema { return schema{"type": "array", "items": item()} }
}

func mapOf(value func() schema) func() schema {
	return func() schema { return schema{"type": "object", "additionalProperties": value()} }
}

func either(a, b func() schema) func() schema {
	return func() schema { return schema{"oneOf": []schema{a(), b()}} }
}

func oneOf(values ...string) func() schema { return func() schema { return schema{"enum": values} } }

func constant(value any) func() schema { return func() schema { return schema{"const": value} } }

func textSchema() schema { return schema{"type": "string", "minLength": 1} }
func wordSchema() schema {
	return schema{"type": "string", "pattern": `^[\p{L}\p{Nd}_][\p{L}\p{Nd}_.-]*$`}
}
func dateSchema() schema { return schema{"type": "string", "format": "date"} }

// pathSchema says of a path what a pattern can: relative, no backslash, no `..`, not empty.
func pathSchema() schema {
	return schema{"type": "string", "pattern": `^(?!/)(?!(.*/)?\.\.?(/|$))[^\\]*[^\\/]$`}
}

func globSchema() schema { return schema{"type": "string", "minLength": 1} }

func boolSchema() schema { return schema{"type": "boolean"} }
func integerSchema() schema {
	return schema{"type": "integer", "minimum": -maxFigure, "maximum": maxFigure}
}
func positive() schema { return schema{"type": "integer", "minimum": 1, "maximum": maxFigure} }
