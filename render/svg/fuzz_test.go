package svg_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/svg"
)

// FuzzDraw reads and draws anything. It is refused with an error that says where, or drawn with what display.Check
// accepts, in time, and within the rectangle.
func FuzzDraw(f *testing.F) {
	for _, body := range cases {
		f.Add(string(rooted(body)))
	}
	for _, c := range refusals {
		f.Add(string(rooted(c.body)))
	}
	f.Add(logo)
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		d, err := svg.Parse([]byte(text))
		var e *svg.Error
		if err != nil {
			if !errors.As(err, &e) || e.Reason == "" || strings.ContainsRune(err.Error(), '\n') {
				t.Fatalf("%q", err)
			}
			return
		}
		at := display.Rect{X0: 10.5, Y0: 20, X1: 300, Y1: 220}
		ops, err := d.Draw(at, &display.Color{R: 200, A: 255})
		if spent := time.Since(start); spent > 20*deadline { // the machine is busy
			t.Fatalf("takes %v", spent)
		}
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatal(err)
			}
			return
		}
		list := &display.List{Width: 320, Height: 240, Ops: ops}
		if err := display.Check(list); err != nil && !strings.Contains(err.Error(), "paints more than") {
			t.Fatalf("%v\n%s", err, display.Dump(list))
		}
	})
}
