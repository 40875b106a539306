package body

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Decode reads a JSON object into the struct that into points to. It is stricter than encoding/json:
// names are exactly those of the json tags, none stands twice, nothing is null, nothing follows, and
// strings are UTF-8. Fields that are not in the object stay as they are. The place of the object, such as
// "items[3]", stands before the names in errors; empty: it is the whole body.
func Decode(data []byte, place string, into any) error {
	members, err := Members(data, place)
	if err != nil {
		return err
	}
	fields := fieldsOf(reflect.ValueOf(into).Elem())
	for _, m := range members {
		field, known := fields[m.Name]
		if !known {
			return Unknown(place, m.Name, slices.Collect(maps.Keys(fields)))
		}
		if want := set(field, m.Value); want != "" {
			return refuse(join(place, m.Name), want)
		}
	}
	return nil
}

// fieldsOf finds the fields of a struct, and of those embedded in it, by the names of their json tags.
func fieldsOf(v reflect.Value) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	for _, f := range reflect.VisibleFields(v.Type()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			fields[name] = v.FieldByIndex(f.Index)
		}
	}
	return fields
}

// set reads one value, or says what is wanted instead.
func set(field reflect.Value, value json.RawMessage) (want string) {
	if string(value) == "null" {
		return "want " + wanted(field.Type()) + "; leave it out rather than send null"
	}
	if json.Unmarshal(value, field.Addr().Interface()) != nil {
		return "want " + wanted(field.Type())
	}
	return ""
}

// wanted names a type to people.
func wanted(t reflect.Type) string {
	if t == reflect.TypeFor[json.RawMessage]() {
		return "a value"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return wanted(t.Elem())
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list, each of it " + wanted(t.Elem())
	}
	return "an object"
}
