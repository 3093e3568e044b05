package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// TestDocumentsMatchTheirSchemas reads each schema with a JSON reader of its own and holds documents
// to it: empty ones, full ones, hostile ones.
func TestDocumentsMatchTheirSchemas(t *testing.T) {
	list := append(Documents(), evilDocuments()...)
	list = append(list, planFixture(), refusedFixture(), checkFixture(), statusFixture(), runFixture(), graphFixture(), scanFixture(), initFixture(), compareFixture(), explainFixture())
	for _, d := range list {
		var s, v any
		if err := json.Unmarshal(Schema(d), &s); err != nil {
			t.Fatalf("schema of %s: %v", d.Kind(), err)
		}
		if err := json.Unmarshal(JSON(d, options), &v); err != nil {
			t.Fatalf("%s: %v", d.Kind(), err)
		}
		if err := valid(s.(map[string]any), v, d.Kind()); err != nil {
			t.Error(err)
		}
	}
}

// TestDocumentsAreAll keeps the hostile documents and the list of kinds together.
func TestDocumentsAreAll(t *testing.T) {
	kinds := func(list []Document) (out []string) {
		for _, d := range list {
			out = append(out, d.Kind())
		}
		slices.Sort(out)
		return out
	}
	if a, b := kinds(Documents()), kinds(evilDocuments()); !slices.Equal(a, b) {
		t.Errorf("Documents has %v, the tests %v", a, b)
	}
}

func TestSchemaRefuses(t *testing.T) {
	var s any
	if err := json.Unmarshal(Schema(&Plan{}), &s); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(m map[string]any){
		func(m map[string]any) { delete(m, "digest") },
		func(m map[string]any) { m["digest"] = 1.0 },
		func(m map[string]any) { m["format_version"] = 2.0 },
		func(m map[string]any) { m["changes"] = nil },
		func(m map[string]any) { m["changes"].([]any)[0].(map[string]any)["path"] = nil },
		func(m map[string]any) { m["proof"].(map[string]any)["bindings"].(map[string]any)["checked"] = "1" },
	} {
		var v map[string]any
		if err := json.Unmarshal(JSON(planFixture(), options), &v); err != nil {
			t.Fatal(err)
		}
		change(v)
		if valid(s.(map[string]any), v, "plan") == nil {
			t.Errorf("a damaged document passes: %v", v)
		}
	}
}

func TestSchemaGolden(t *testing.T) { golden(t, "check.schema.json", Schema(&Check{})) }

// valid checks the keywords that Schema writes.
func valid(s map[string]any, v any, at string) error {
	if want, ok := s["const"]; ok && want != v {
		return fmt.Errorf("%s: %v, want %v", at, v, want)
	}
	if types, ok := s["type"]; ok && !hasType(types, v) {
		return fmt.Errorf("%s: %v is no %v", at, v, types)
	}
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			if err := valid(s["items"].(map[string]any), e, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		return validObject(s, v, at)
	}
	return nil
}

func validObject(s map[string]any, v map[string]any, at string) error {
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, k := range required {
		if _, ok := v[k.(string)]; !ok {
			return fmt.Errorf("%s: %v is missing", at, k)
		}
	}
	for k, e := range v {
		sub, ok := properties[k].(map[string]any)
		if !ok {
			sub, ok = s["additionalProperties"].(map[string]any)
		}
		if !ok {
			return fmt.Errorf("%s: the schema does not know %s", at, k)
		}
		if err := valid(sub, e, at+"."+k); err != nil {
			return err
		}
	}
	return nil
}

func hasType(types, v any) bool {
	list, ok := types.([]any)
	if !ok {
		list = []any{types}
	}
	is := map[string]bool{}
	switch v := v.(type) {
	case nil:
		is["null"] = true
	case string:
		is["string"] = true
	case bool:
		is["boolean"] = true
	case float64:
		is["integer"] = v == float64(int(v))
	case []any:
		is["array"] = true
	case map[string]any:
		is["object"] = true
	}
	return slices.ContainsFunc(list, func(t any) bool { return is[t.(string)] })
}
