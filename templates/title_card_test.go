package templates

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestTitleCard(t *testing.T) {
	const photo = `{"id":"photo","type":"image","width":100,"height":50,"src":"https://x/y.jpg"}`
	tests := []struct {
		name, layers string
		background   string
		title        string // empty: none
		ground       Paint
	}{
		{"the layer title", photo + `,{"id":"big","type":"text","width":9,"text":"BIG","font_size":90},{"id":"title","type":"text","width":9,"text":"Hello"}`,
			`"#ffffff"`, "Hello", Color{255, 255, 255, 255}},
		{"in a group", `{"id":"big","type":"text","width":9,"text":"BIG","font_size":90},{"id":"g","type":"group","layers":[{"id":"title","type":"text","width":9,"text":"Hello"}]}`,
			`"#ffffff"`, "Hello", Color{255, 255, 255, 255}},
		{"the largest", photo + `,{"id":"a","type":"text","width":9,"text":"small"},{"id":"b","type":"text","width":9,"text":"LARGE","font_size":50}`,
			`"#ffffff"`, "LARGE", Color{255, 255, 255, 255}},
		{"not a hidden one", `{"id":"title","type":"text","width":9,"text":"no","hidden":true},{"id":"b","type":"text","width":9,"text":"yes"}`,
			`"#ffffff"`, "yes", Color{255, 255, 255, 255}},
		{"no text", photo, `"#ffffff"`, "", Color{255, 255, 255, 255}},
		{"a rectangle for a background", `{"id":"r","type":"rect","width":100,"height":50,"fill":"navy"},{"id":"title","type":"text","width":9,"text":"x"}`,
			`null`, "x", Color{0, 0, 128, 255}},
		{"one in a group", `{"id":"g","type":"group","x":5,"layers":[{"id":"s","type":"rect","width":100,"height":50,"fill":"red"},{"id":"r","type":"rect","x":-5,"width":100,"height":50,"fill":"navy"}]}`,
			`null`, "", Color{0, 0, 128, 255}},
		{"one that is hidden", `{"id":"r","type":"rect","width":100,"height":50,"fill":"navy","hidden":true}`, `null`, "", Color{0x17, 0x1a, 0x21, 255}},
		{"no background", photo + `,{"id":"title","type":"text","width":9,"text":"x"}`, `null`, "x", Color{0x17, 0x1a, 0x21, 255}},
		{"a veil is no background", `{"id":"r","type":"rect","width":100,"height":50,"fill":"#00000080"}`, `null`, "", Color{0x17, 0x1a, 0x21, 255}},
		{"a transparent background", photo, `"transparent"`, "", Color{0x17, 0x1a, 0x21, 255}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			template := mustDecode(t, `{"id":"t","width":100,"height":50,"alt":"A card","on_picture_error":"title_card","background":`+test.background+`,"layers":[`+test.layers+`]}`)
			document := mustApply(t, template, nil)
			card := document.TitleCard()
			checkTitleCard(t, document, card)
			if !reflect.DeepEqual(card.Background, test.ground) {
				t.Errorf("on %v", card.Background)
			}
			if (len(card.Layers) == 1) != (test.title != "") || test.title != "" && card.Layers[0].(*Text).Text != test.title {
				t.Errorf("%+v", card.Layers)
			}
		})
	}
}

// TestTitleCardCanBeRead: whatever the title's colour and the ground, it stands out.
func TestTitleCardCanBeRead(t *testing.T) {
	channel := rapid.Byte()
	rapid.Check(t, func(t *rapid.T) {
		color := func(name string) Color {
			return Color{channel.Draw(t, name+" red"), channel.Draw(t, name+" green"), channel.Draw(t, name+" blue"), 255}
		}
		ground := color("ground")
		if got := leastContrast(readable(color("title"), ground), ground); got < titleContrast {
			t.Fatalf("contrast %.2f", got)
		}
	})
}

// checkTitleCard holds what is true of every title card.
func checkTitleCard(t testing.TB, of, card *Document) {
	t.Helper()
	if card.Width != of.Width || card.Height != of.Height || card.Template != of.Template || card.Alt != of.Alt {
		t.Errorf("%+v", card)
	}
	if card.OnPictureError != OnPictureErrorFail || card.Digest() == "" || card.Digest() == of.Digest() {
		t.Errorf("on_picture_error %s, digest %q", card.OnPictureError, card.Digest())
	}
	checkDocument(t, card)
	for _, layer := range card.Layers {
		if _, ok := layer.(*Text); !ok {
			t.Errorf("a layer %s", layer.Common().Type)
		}
	}
}
