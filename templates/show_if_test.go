package templates

import (
	"strings"
	"testing"
)

func TestConditions(t *testing.T) {
	tests := []struct {
		when, changes string
		want          bool
	}{
		{`title`, `{}`, true},
		{`title`, `{"title":""}`, false},
		{` ! title `, `{"title":""}`, true},
		{`!!title`, `{}`, true},
		{`subtitle`, `{}`, false},
		{`rating`, `{"rating":1}`, true},
		{`!framed`, `{}`, true},
		{`framed`, `{"framed":true}`, true},
		{`framed == true`, `{"framed":true}`, true},
		{`framed != true`, `{}`, true},
		{`hero`, `{"hero":"asset:a"}`, true},
		{`theme=="dark"`, `{"theme":"dark"}`, true},
		{`"dark" == theme`, `{"theme":"dark"}`, true},
		{`theme != 'dark'`, `{"theme":"dark"}`, false},
		{`title == subtitle`, `{"subtitle":"Hello"}`, true},
		{`rating >= 4.5`, `{}`, true},
		{`rating > 4.5`, `{}`, false},
		{`rating <= 4.5`, `{}`, true},
		{`rating < -1`, `{}`, false},
		{`rating == 4.5e0`, `{}`, true},
		{`rating != 4.5`, `{}`, false},
		{`title == "a && b || !c"`, `{"title":"a && b || !c"}`, true},
		{`subtitle || title && framed`, `{}`, false},
		{`subtitle && title || !framed`, `{}`, true},
		{`title && !subtitle && theme == "light"`, `{}`, true},
		{`! theme == "light"`, `{}`, false},
	}
	for _, test := range tests {
		quoted := strings.ReplaceAll(test.when, `"`, `\"`)
		data := strings.Replace(typed, `"show_if":"theme == 'dark'"`, `"show_if":"`+quoted+`"`, 1)
		d := mustApply(t, mustDecode(t, data), mustDecodeChanges(t, test.changes))
		if got := !at[*Rect](t, d, "night").Hidden; got != test.want {
			t.Errorf("%s, %s: %v", test.when, test.changes, got)
		}
	}
}

// FuzzCondition: what is read can be answered, and holds or does not: the opposite is the opposite.
func FuzzCondition(f *testing.F) {
	for _, seed := range []string{`title`, `!a && b`, `theme == "dark" || rating >= 4.5`, `"x" != title`, `!!!`, `a < 1e999`, `'`, `é`, `framed == true`} {
		f.Add(seed)
	}
	template := mustDecode(f, typed)
	f.Fuzz(func(t *testing.T, text string) {
		when, uses, err := parseCondition(text, template.scope)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		holds := when.holds(template.scope.values)
		for _, i := range uses {
			if i < 0 || i >= len(template.Variables) {
				t.Fatalf("variable %d", i)
			}
		}
		simple := !strings.ContainsAny(text, "&|=<>")
		if not, _, err := parseCondition("!"+text, template.scope); simple && (err != nil || not.holds(template.scope.values) == holds) {
			t.Fatalf("!%s: %v", text, err)
		}
	})
}
