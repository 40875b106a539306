package display

import (
	"math"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

var requestH = fonts.Request{Text: "H", Families: []string{"Inter"}, Weight: 700}

func fontsRegistry() *fonts.Registry { return bundled.New() }

func TestDump(t *testing.T) {
	list := &List{Width: 100, Height: 50, Ops: valid(), Tags: tags()}
	list.Ops = append(list.Ops,
		&Fill{Shape: RoundRect{Rect{-0.001, 1.0 / 3, 9.999, 20}, [4]Corner{{4, 4}, {4, 2}, {}, {}}}, Paint: Color{1, 2, 3, 255}},
		&Stroke{Path: line(Point{0, 0}, Point{9, 9}), Width: 1, Cap: RoundCap, Join: Bevel, Paint: Color{A: 128}})
	const want = `canvas 100×50
fill 0,0..100,50 r 8 linear(0,0 to 100,0: #ff0000 0, #0000ff80 1)
fill 0,0..100,50 radial(50,25 r 60: #ff0000 0, #0000ff80 1)
stroke M10,10 L90,10 Q95,10 95,20 C95,30 50,30 50,40 Z width 3 dash 4,2 #000000
shadow 10,10..60,40 r 6 sigma 8 #0000005a hole 10,8..60,38 r 6
group clip 0,0..90,45 r 9 alpha 128
  picture "fake" 400×300 crop 0,37.5..400,262.5 to 0,0..80,45 clip 0,0..80,45 r 22
end
glyphs "ab" Inter 700 20 #000000 at 5,30: 40 41+12.25
path M10,10 L90,10 L50,40 Z even-odd conic(50,25 from -90: #ff0000 0, #0000ff80 1)
group clip 0,0..100,50 multiply blur 4
  fill -30,0..-5,50 #000000
end
glyphs "ab" Inter 700 20 #000000 at 5,30: 50 51+0,-2 40+12 clusters rtl "b" 12×2 "a" 9.5
shadow inset 12,12..58,38 r 4 sigma 3 #0000005a hole 10,10..60,40 r 6 turn 30 by 5,-5
group clip 0,0..90,45 r 9 tint #ff0000 mask M10,10 L90,10 L50,40 Z even-odd turn 0 by 4,4
  picture "fake" 400×300 crop 0,0..400,300 to 0,0..80,60 clip 0,0..80,60 turn 90 by 80,0
end
group clip 0,0..90,45 mask "fake" 8×8 crop 0,0..8,8 to 0,0..40,40 luminance turn 45
  fill 0,0..50,50 radial(25,25 r 20/10 turn 30 focus 5,2: #ff0000 0, #0000ff80 1)
end
glyphs "a" Inter 700 20 picture("fake" 8×8 crop 0,0..8,8 to 0,0..40,40 turn -30) at 5,30: 40 turn 45 by 1,2 silent
fill 0,0.33..10,20 r 4 4/2 0 0 #010203
stroke M0,0 L9,9 width 1 round-cap bevel-join #00000080
tag 3..8 section "card" 0,0..90,45 bookmark "Card"
tag 4..7 figure "photo" 0,0..80,45 alt "A lake" link "https://example.com"
tag 7..8 paragraph "name" 0,0..0,0 lang "de"
tag 8..8 decoration "empty" 0,0..0,0
tag 10..11 decoration "blurred" 0,0..0,0
`
	if got := Dump(list); got != want {
		t.Errorf("got\n%s\nnot\n%s", got, want)
	}
}

// TestDumpAnything writes lists that Check would refuse, as a failing test may want to see one.
func TestDumpAnything(t *testing.T) {
	list := &List{Width: -1, Ops: []Op{
		&PopGroup{}, &Fill{}, &Stroke{Path: Path{{Verb: 77}}, Cap: 9, Join: 9}, &Picture{}, &Glyphs{}, nil,
		&Shadow{Sigma: math.NaN()},
	}}
	if got := Dump(list); got == "" {
		t.Error("nothing is written")
	}
}
