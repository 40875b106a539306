package templates

import (
	"strings"
	"testing"
)

func TestHeading(t *testing.T) {
	const big = `{"id":"big","type":"text","width":9,"font_size":90,"text":"Big\nwords"}`
	for _, test := range []struct{ name, fields, layers, want string }{
		{"the title of the document", `"title":"Report",`, big, "Report"},
		{"the layer title", ``, big + `,{"id":"title","type":"text","width":9,"text":"Hello"}`, "Hello"},
		{"the largest text, in one line", ``, `{"id":"a","type":"text","width":9,"text":"small"},` + big, "Big words"},
		{"no more than a title may have", ``, `{"id":"a","type":"text","width":9,"text":"` + strings.Repeat("é", MaxName+1) + `"}`, strings.Repeat("é", MaxName)},
		{"spaces are no words", ``, `{"id":"a","type":"text","width":9,"text":" \n "}`, "card"},
		{"no text", ``, `{"id":"r","type":"rect","width":9,"height":9}`, "card"},
	} {
		doc := mustApply(t, mustDecode(t, `{"id":"card","width":100,"height":50,`+test.fields+`"layers":[`+test.layers+`]}`), nil)
		if got := doc.Heading(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
