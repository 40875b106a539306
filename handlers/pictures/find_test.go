package pictures

import (
	"strings"
	"testing"

	"placard/handlers/problem"
	"placard/templates"
)

func TestWhichTemplates(t *testing.T) {
	b := newBench(t)
	some := anyKey
	some.Templates = []string{"card"}
	inline, err := templates.Decode([]byte(`{"id":"mine","width":10,"height":10,"layers":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		order  Order
		status int
		detail string
	}{
		{Order{Key: some, Template: "card"}, 200, ""},
		{Order{Key: some, Template: "card@2"}, 200, ""},
		{Order{Key: anyKey, Inline: inline}, 200, ""},
		{Order{Key: some, Inline: inline}, 403, "only use templates of its list"},
		{Order{Key: some, Template: "hidden"}, 403, `"hidden"`},
		{Order{Key: some, Template: "hiden"}, 403, `"hiden"`},
		{Order{Key: anyKey, Template: "hiden"}, 404, `did you mean "hidden"?`},
		{Order{Key: anyKey, Template: "card@7"}, 404, "no such version"},
		{Order{Key: anyKey, Template: "quite different"}, 404, `no template "quite different"`},
		{Order{Key: anyKey}, 400, "template: is required"},
		{Order{Key: anyKey, Template: "broken"}, 500, "log says why"},
		{Order{Key: anyKey, Template: "locked"}, 503, "store cannot be reached"},
	}
	for _, test := range tests {
		p, err := b.maker.Make(t.Context(), test.order)
		if test.status == 200 {
			if err != nil || p.Template == "" || strings.Contains(p.Filename(), "@") {
				t.Errorf("%+v: %+v, %v", test.order, p, err)
			}
			continue
		}
		if got := problem.Describe(err); err == nil || got.Status != test.status || !strings.Contains(got.Detail, test.detail) || strings.Contains(got.Detail, "secret") {
			t.Errorf("%+v: %v, want %d %s", test.order, got, test.status, test.detail)
		}
		if _, checked := b.maker.Check(t.Context(), test.order); checked == nil {
			t.Errorf("%+v: Check lets it pass", test.order)
		}
	}
}

// Names in a query are options, variables or layers, and what the caller says counts more than what a
// page says of itself.
func TestNamesInAQuery(t *testing.T) {
	b := newBench(t)
	digest := func(o Order) string {
		o.Key, o.Template = anyKey, "card"
		var digest string
		err := b.maker.With(t.Context(), o, func(p *Prepared) error {
			digest = p.doc.Digest()
			return nil
		})
		if err != nil {
			t.Errorf("%+v: %v", o, err)
		}
		return digest
	}
	plain, named, titled := digest(Order{}), digest(Order{Params: params("name=Bob")}), digest(Order{Params: params("title=Bye")})
	if plain == named || plain == titled || named == titled {
		t.Error("a variable or a layer was not set")
	}
	for name, o := range map[string]Order{
		"default":             {Defaults: params("name=Bob")},
		"what is not there":   {Defaults: params("name=Bob&icon=x&site=y")},
		"the caller's counts": {Params: params("name=Bob"), Defaults: params("name=Eve")},
	} {
		if digest(o) != named {
			t.Errorf("%s: another document", name)
		}
	}
	if digest(Order{Defaults: params("name=far too long for this&title=Bye")}) != titled {
		t.Error("a default that does not fit was not left out alone")
	}
	for list, want := range map[string]string{
		"titel=x":                `did you mean "title"?`,
		"widht=600":              `did you mean the option "width"?`,
		"name=Ada&fbclid=1":      "fbclid",
		"name=far too long here": "the limit is 10",
	} {
		_, err := b.maker.Make(t.Context(), Order{Key: anyKey, Template: "card", Params: params(list)})
		if p := problem.Describe(err); err == nil || p.Status/100 != 4 || !strings.Contains(p.Detail, want) {
			t.Errorf("%s: %v, want %s", list, err, want)
		}
	}
}
