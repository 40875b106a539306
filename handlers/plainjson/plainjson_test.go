package plainjson_test

import (
	"encoding/json"
	"testing"

	"placard/handlers/plainjson"
)

func TestMarshal(t *testing.T) {
	raw, err := plainjson.Marshal(map[string]string{"url": "https://x/?a=1&b=<2>"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		v    any
		want string
	}{
		{"a&b<c>\"\n", `"a&b<c>\"\n"`},
		{map[string]any{"whole": json.RawMessage(raw)}, `{"whole":{"url":"https://x/?a=1&b=<2>"}}`},
		{struct{}{}, `{}`},
	} {
		got, err := plainjson.Marshal(tt.v)
		if err != nil || string(got) != tt.want {
			t.Errorf("%v: got %s, %v; want %s", tt.v, got, err, tt.want)
		}
	}
	if got, err := plainjson.Marshal(func() {}); err == nil {
		t.Errorf("a function is %s", got)
	}
}
