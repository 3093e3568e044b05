package report

import (
	"encoding/json"
	"fmt"
	"reflect"

	"rtconsolidate/report/escape"
)

// Read reads into d what JSON wrote of a document of its kind. Fields that are not in the JSON of d
// stay as they are. The error says what is wrong: no JSON, another document, another version.
func Read(data []byte, d Document) error {
	var head struct {
		Version  int    `json:"format_version"`
		Document string `json:"document"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("this is no JSON document of %s: %w", Tool, err)
	}
	if head.Document != d.Kind() {
		return fmt.Errorf("this is a document %q, not a %q", head.Document, d.Kind())
	}
	if head.Version != FormatVersion {
		return fmt.Errorf("the document has format_version %d, this %s reads %d", head.Version, Tool, FormatVersion)
	}
	if err := json.Unmarshal(data, d); err != nil {
		return fmt.Errorf("the document %q is damaged: %w", d.Kind(), err)
	}
	return unescape(reflect.ValueOf(d).Elem())
}

// unescape turns every string that came out of JSON back into the bytes it stands for.
func unescape(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		s, err := escape.FromJSON(v.String())
		if err == nil {
			v.SetString(s)
		}
		return err
	case reflect.Pointer:
		if !v.IsNil() {
			return unescape(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := unescape(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		return unescapeMap(v)
	case reflect.Struct:
		for _, f := range fieldsOf(v.Type()) {
			if err := unescape(v.Field(f.index)); err != nil {
				return err
			}
		}
	}
	return nil
}

// unescapeMap renames the keys; the values of a document's maps are numbers.
func unescapeMap(v reflect.Value) error {
	for _, k := range v.MapKeys() {
		name, err := escape.FromJSON(k.String())
		if err != nil {
			return err
		}
		if value := v.MapIndex(k); name != k.String() {
			v.SetMapIndex(k, reflect.Value{})
			v.SetMapIndex(reflect.ValueOf(name), value)
		}
	}
	return nil
}
