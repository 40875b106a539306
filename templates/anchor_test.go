package templates

import "testing"

// TestAnchorsLead refuses anchors to no layer of the page, and in a circle.
func TestAnchorsLead(t *testing.T) {
	rect := func(id, to string) string {
		return `{"id":"` + id + `","type":"rect","width":1,"height":1,"anchor":{"to":"` + to + `","point":"top"}}`
	}
	group := func(id, to, layers string) string {
		return `{"id":"` + id + `","type":"group","anchor":{"to":"` + to + `","point":"top"},"layers":[` + layers + `]}`
	}
	const end = ": each needs the place of the next; give one of them x and y instead"
	for layers, want := range map[string]string{
		rect("title", "parent") + "," + rect("subtitle", "title"):                       "",
		rect("a", "b") + "," + rect("b", "c") + "," + rect("c", "parent"):               "", // what comes later
		group("card", "label", rect("inside", "label")) + "," + rect("label", "parent"): "",
		rect("title", "parent") + "," + rect("subtitle", "titel"):                       `layers[1].anchor.to: there is no layer "titel" on this page; did you mean "title"?`,
		rect("title", "title"): "layers[0].anchor.to: title → title" + end,
		rect("title", "subtitle") + "," + rect("subtitle", "title"):                         "layers[0].anchor.to: title → subtitle → title" + end,
		rect("x", "a") + "," + rect("a", "b") + "," + rect("b", "c") + "," + rect("c", "a"): "layers[1].anchor.to: a → b → c → a" + end,
		group("card", "label", rect("label", "parent")):                                     "layers[0].anchor.to: card → label → card" + end,
		group("card", "parent", rect("label", "card")+","+rect("note", "notes")):            `layers[0].layers[1].anchor.to: there is no layer "notes" on this page; did you mean "note"?`,
	} {
		_, err := Decode([]byte(`{"id":"t","width":9,"height":9,"layers":[` + layers + `]}`))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", layers, got, want)
		}
	}
	_, err := Decode([]byte(`{"id":"t","width":9,"height":9,"pages":[{"layers":[` + rect("a", "parent") + `]},{"layers":[` + rect("b", "a") + `]}]}`))
	if err == nil || err.Error() != `pages[1].layers[0].anchor.to: there is no layer "a" on this page; did you mean "b"?` {
		t.Errorf("of another page: %v", err)
	}
}
