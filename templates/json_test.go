package templates

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParseJSONRefuses(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"nothing", ``, `line 1, column 1: want a value, got the end`},
		{"a word", `yes`, `line 1, column 1: want a value, got "y"`},
		{"a word cut short", `tru`, `line 1, column 1: want a value, got "t"`},
		{"after the end", "{}\n {}", `line 2, column 2: want nothing after the end, got "{"`},
		{"open array", `[1,`, `line 1, column 4: want a value, got the end`},
		{"comma before the end", `[1,]`, `line 1, column 4: "," before "]"; leave it out`},
		{"comma before the end of an object", `{"a":1,}`, `line 1, column 8: "," before "}"; leave it out`},
		{"comma first", `[,1]`, `line 1, column 2: want a value, got ","`},
		{"no comma", `[1 2]`, `line 1, column 4: want "," or "]", got "2"`},
		{"wrong bracket", `[1}`, `line 1, column 3: want "," or "]", got "}"`},
		{"no colon", `{"a" 1}`, `line 1, column 6: want ":", got "1"`},
		{"bare name", `{a:1}`, `line 1, column 2: want a name in double quotes, got "a"`},
		{"comment", "{\n// note\n}", `line 2, column 1: want a name in double quotes; JSON has no comments`},
		{"single quotes", `'a'`, `line 1, column 1: want a value, got "'"`},
		{"column counts characters", `{"é":1 2}`, `line 1, column 8: want "," or "}", got "2"`},
		{"equal names", `{"a":{"b":1,"b":1}}`, `a.b: given twice`},
		{"equal names, one escaped", `[{"b":1,"\u0062":1}]`, `[0].b: given twice`},
		{"leading zero", `012`, `line 1, column 1: "012" is not a JSON number`},
		{"no digits", `-`, `line 1, column 1: "-" is not a JSON number`},
		{"no fraction", `1.`, `line 1, column 1: "1." is not a JSON number`},
		{"no exponent", `1e+`, `line 1, column 1: "1e+" is not a JSON number`},
		{"plus", `+1`, `line 1, column 1: want a value, got "+"`},
		{"infinite", `{"x":1e999}`, `x: "1e999" is too large a number`},
		{"not a number", `NaN`, `line 1, column 1: want a value, got "N"`},
		{"open string", `"abc`, `line 1, column 1: a string without its closing quote`},
		{"open string after an escape", `"a\n`, `line 1, column 1: a string without its closing quote`},
		{"newline in a string", "\"a\nb\"", `line 1, column 3: a control character in a string; write it as \u000a`},
		{"newline after an escape", "\"\\t\n\"", `line 1, column 4: a control character in a string; write it as \u000a`},
		{"not an escape", `"\x41"`, `line 1, column 2: not an escape; write \\ for a backslash`},
		{"escape cut short", `"\u00`, `line 1, column 2: not an escape; write \\ for a backslash`},
		{"escape at the end", `"\`, `line 1, column 2: not an escape; write \\ for a backslash`},
		{"high surrogate alone", `"\ud83d"`, `line 1, column 2: half of a surrogate pair`},
		{"low surrogate alone", `"\ude00"`, `line 1, column 2: half of a surrogate pair`},
		{"two high surrogates", `"\ud83d\ud83d"`, `line 1, column 2: half of a surrogate pair`},
		{"high surrogate and a letter", `"\ud83d\u0041"`, `line 1, column 2: half of a surrogate pair`},
		{"byte order mark", "\ufeff{}", `line 1, column 1: a byte order mark; save the file as UTF-8 without one`},
		{"broken UTF-8", "[\n\"\xff\"]", `line 2, column 2: not valid UTF-8`},
		{"an encoded surrogate", "\"\xed\xa0\x80\"", `line 1, column 2: not valid UTF-8`},
		{"zero byte", "\x00", `line 1, column 1: want a value, got "\x00"`},
		{"zero byte within", "[\x00]", `line 1, column 2: want a value, got "\x00"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := parseJSON([]byte(test.data))
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			if !errors.Is(err, ErrInvalid) || errors.Is(err, ErrTooLarge) {
				t.Errorf("%v is not merely invalid", err)
			}
		})
	}
}

func TestParseJSONLimits(t *testing.T) {
	nested := func(depth int) []byte {
		return []byte(strings.Repeat("[", depth) + strings.Repeat("]", depth))
	}
	long := func(size int) []byte { return []byte(`"` + strings.Repeat("a", size-2) + `"`) }
	if _, err := parseJSON(nested(MaxDepth)); err != nil {
		t.Error(err)
	}
	if _, err := parseJSON(nested(MaxDepth + 1)); !errors.Is(err, ErrTooLarge) || err.Error() != "line 1, column 33: nested deeper than 32" {
		t.Errorf("depth: %v", err)
	}
	if _, err := parseJSON(long(MaxBytes)); err != nil {
		t.Error(err)
	}
	if _, err := parseJSON(long(MaxBytes + 1)); !errors.Is(err, ErrTooLarge) || err.Error() != "262145 bytes; the limit is 262144" {
		t.Errorf("bytes: %v", err)
	}
	if _, err := parseJSON([]byte("{" + names(maxMembers) + "}")); err != nil {
		t.Error(err)
	}
	if _, err := parseJSON([]byte("{" + names(maxMembers+1) + "}")); err == nil {
		t.Error("too many names were accepted")
	}
}

// names makes that many members.
func names(count int) string {
	var all []string
	for i := range count {
		all = append(all, `"n`+strings.Repeat("x", i)+`":1`)
	}
	return strings.Join(all, ",")
}

func TestNumberZeroHasNoSign(t *testing.T) {
	n, err := parseJSON([]byte("-0.0"))
	if err != nil || 1/n.number < 0 {
		t.Errorf("1/-0.0 = %v, %v", 1/n.number, err)
	}
}

// FuzzJSON holds the parser against encoding/json: what it accepts is valid there, means the same and
// is written back as the same; what it refuses is invalid there, or one of the things that the standard
// leaves open.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.5e3,true,false,null,"x\u00e9\ud83d\ude00\n\/"],"b":{}}`, `[]`, ` "" `, `{"a":1,"a":2}`, `1e999`, `"\ud800"`, `[1,]`, "\"\x7f\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := parseJSON(data)
		if err != nil {
			if json.Valid(data) && !leftOpen(err) {
				t.Fatalf("refused: %v", err)
			}
			return
		}
		var want, got any
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("accepted, but %v", err)
		}
		if err := json.Unmarshal(n.appendJSON(nil), &got); err != nil {
			t.Fatalf("wrote %s: %v", n.appendJSON(nil), err)
		}
		if !reflect.DeepEqual(want, got) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// leftOpen says whether an error is about something that RFC 8259 permits but does not ask for.
func leftOpen(err error) bool {
	for _, words := range []string{"given twice", "too large a number", "surrogate", "UTF-8", "nested", "bytes;", "names in one object"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}
