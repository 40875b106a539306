package render_test

import (
	"fmt"
	"strings"
	"testing"

	"placard/render"
)

// TestDearDocuments: a gradient that a thousand words share is written into a PDF once, and filters count as the
// work they are. The first took 20 s, the second 5 s.
func TestDearDocuments(t *testing.T) {
	stops := make([]string, 64)
	for i := range stops {
		stops[i] = fmt.Sprintf(`{"color":"hsl(%d 80%% 50%% / 70%%)","at":%v}`, i*37%360, float64(i)/63)
	}
	words := strings.Repeat("==a== ", 490)
	text := fmt.Sprintf(`{"id":"t","type":"text","width":1200,"markup":true,"text":%q,"overflow":"visible",
		"color":{"type":"radial_gradient","space":"oklab","stops":[%s]}}`, words, strings.Join(stops, ","))
	r := newRenderer(t)
	doc := parse(t, `{"id":"d","width":1200,"height":630,"layers":[`+text+`]}`, `[]`)
	if _, err := inTime(r, doc, render.Options{Format: render.PDF}); err != nil {
		t.Errorf("words: %v", err)
	}
	photos := make([]string, 80)
	for i := range photos {
		photos[i] = fmt.Sprintf(`{"id":"p%d","type":"image","width":1200,"height":630,"src":"asset:fig.jpg","tint":"#f001",
			"filters":{"blur":%d,"hue":%d,"pixelate":3},"duotone":{"dark":"black","light":"red"}}`, i, i+1, i)
	}
	doc = parse(t, `{"id":"d","width":1200,"height":630,"layers":[`+strings.Join(photos, ",")+`]}`, `[]`)
	_, err := inTime(r, doc, render.Options{Format: render.Raw})
	if err == nil || !strings.Contains(err.Error(), `its picture at scale 1: bounds: the list paints more than`) {
		t.Errorf("photos: %v, want it refused", err)
	}
}
