package pathdata

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// Limits of the tests, those of templates.
const (
	most        = 100_000
	maxSegments = 10_000
)

// of is a parser of data.
func of(data string) parser { return parser{scan: Scanner{Text: data, Most: most}, most: maxSegments} }

// svg writes segments as path data: absolute commands, each with its letter, numbers to 3 decimals.
func svg(segments []Segment) string {
	var words []string
	for _, s := range segments {
		count := map[byte]int{'M': 1, 'L': 1, 'Q': 2, 'C': 3, 'Z': 0}[s.Op]
		word := string(s.Op)
		for i, p := range s.Points[:count] {
			if i > 0 {
				word += " "
			}
			word += fmt.Sprintf("%v,%v", math.Round(p[0]*1e3)/1e3+0, math.Round(p[1]*1e3)/1e3+0)
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestPathData(t *testing.T) {
	const k = "0.552"
	tests := []struct{ name, data, want string }{
		{"nothing", " \n", ``},
		{"all absolute", "M1 2L3 4H5V6C1 2 3 4 5 6S7 8 9 10Q1 2 3 4T5 6Z", `M1,2 L3,4 L5,4 L5,6 C1,2 3,4 5,6 C7,8 7,8 9,10 Q1,2 3,4 Q5,6 5,6 Z`},
		{"all relative", "m1 2l3 4h5v6c1 2 3 4 5 6s7 8 9 10q1 2 3 4t5 6z",
			`M1,2 L4,6 L9,6 L9,12 C10,14 12,16 14,18 C16,20 21,26 23,28 Q24,30 26,32 Q28,34 31,38 Z`},
		{"further numbers", "M1 2 3 4 5 6m1 1 1 1h1 2 3", `M1,2 L3,4 L5,6 M6,7 L7,8 L8,8 L10,8 L13,8`},
		{"compact", "M.5.5-.5-1e1+2,3l1.5.25E1-3e-0.5", `M0.5,0.5 L-0.5,-10 L2,3 L3.5,5.5 L0.5,6`},
		{"commas", "M1,2,3 , 4L5,6", `M1,2 L3,4 L5,6`},
		{"white space", "\tM\n1\r2\fL 3 4 ", `M1,2 L3,4`},
		{"no reflection", "M0 0S1 1 2 2T3 3", `M0,0 C0,0 1,1 2,2 Q2,2 3,3`},
		{"reflections in a row", "M0 0q1 1 2 0t2 0 2 0", `M0,0 Q1,1 2,0 Q3,-1 4,0 Q5,1 6,0`},
		{"on after a Z", "M1 1l2 0zl0 2Zm5 5z", `M1,1 L3,1 Z M1,1 L1,3 Z M6,6 Z`},
		{"two moves", "M1 1M2 2z", `M1,1 M2,2 Z`},
		{"a quarter", "M1 0A1 1 0 0 1 0 1", `M1,0 C1,` + k + ` ` + k + `,1 0,1`},
		{"a quarter the other way", "M1 0A1 1 0 0 0 0-1", `M1,0 C1,-` + k + ` ` + k + `,-1 0,-1`},
		{"flags at once", "M1 0a1 1 0 01-1 1", `M1,0 C1,` + k + ` ` + k + `,1 0,1`},
		{"three quarters", "M1 0A1 1 0 10 0 1", `M1,0 C1,-0.552 0.552,-1 0,-1 C-0.552,-1 -1,-0.552 -1,0 C-1,0.552 -0.552,1 0,1`},
		{"half", "M-1 0A1 1 0 0 1 1 0", `M-1,0 C-1,-0.552 -0.552,-1 0,-1 C0.552,-1 1,-0.552 1,0`},
		{"too small", "M-2 0A1 1 0 0 1 2 0", `M-2,0 C-2,-1.105 -1.105,-2 0,-2 C1.105,-2 2,-1.105 2,0`},
		{"turned", "M2 0A1 2 90 0 1 0 1", `M2,0 C2,` + k + ` 1.105,1 0,1`},
		{"negative radii", "M1 0A-1-1 0 0 1 0 1", `M1,0 C1,` + k + ` ` + k + `,1 0,1`},
		{"no radius", "M1 0A0 1 0 0 1 0 1", `M1,0 L0,1`},
		{"to where it is", "M1 0A1 1 0 0 1 1 0L2 2", `M1,0 L2,2`},
		{"after a Z an arc", "M1 0zA1 1 0 0 1 0 1", `M1,0 Z M1,0 C1,` + k + ` ` + k + `,1 0,1`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := of(test.data)
			if err := p.parse(); err != nil {
				t.Fatal(err)
			}
			if got := svg(p.out); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestArc: every point of an arc lies on an ellipse of its radii and turn, through both ends, and the arc goes the
// way that the flags say.
func TestArc(t *testing.T) {
	const rx, ry, turn = 30.0, 12.0, 25.0
	for _, flags := range []string{"0 0", "0 1", "1 0", "1 1"} {
		segments, err := Parse(Scanner{Text: fmt.Sprintf("M10 20A%v %v %v %s 40 25", rx, ry, turn, flags), Most: most}, maxSegments)
		if err != nil {
			t.Fatal(err)
		}
		if last := segments[len(segments)-1].Points[2]; last != [2]float64{40, 25} {
			t.Errorf("%s: ends at %v", flags, last)
		}
		points := flatten(segments)
		var center [2]float64
		sin, cos := math.Sincos(turn * math.Pi / 180)
		upright := func(p [2]float64) [2]float64 {
			x, y := p[0]-center[0], p[1]-center[1]
			return [2]float64{(cos*x + sin*y) / rx, (cos*y - sin*x) / ry}
		}
		center = circumcentre(upright(points[0]), upright(points[len(points)/3]), upright(points[2*len(points)/3]))
		center = [2]float64{cos*center[0]*rx - sin*center[1]*ry, sin*center[0]*rx + cos*center[1]*ry}
		swept := 0.0
		for i, p := range points {
			at := upright(p)
			if off := math.Hypot(at[0], at[1]) - 1; math.Abs(off) > 5e-4 {
				t.Errorf("%s: %v lies off the ellipse by %v", flags, p, off)
			}
			if i > 0 {
				before := upright(points[i-1])
				swept += math.Atan2(before[0]*at[1]-before[1]*at[0], before[0]*at[0]+before[1]*at[1])
			}
		}
		if large := math.Abs(swept) > math.Pi; large != strings.HasPrefix(flags, "1") || swept > 0 != strings.HasSuffix(flags, "1") {
			t.Errorf("%s: it turns by %.2f", flags, swept)
		}
	}
}

// flatten gives many points of curves.
func flatten(segments []Segment) [][2]float64 {
	at := segments[0].Points[0]
	points := [][2]float64{at}
	for _, s := range segments[1:] {
		for i := 1; i <= 16; i++ {
			u := float64(i) / 16
			v := 1 - u
			var p [2]float64
			for axis := range p {
				p[axis] = v*v*v*at[axis] + 3*v*v*u*s.Points[0][axis] + 3*v*u*u*s.Points[1][axis] + u*u*u*s.Points[2][axis]
			}
			points = append(points, p)
		}
		at = s.Points[2]
	}
	return points
}

// circumcentre is the centre of the circle through three points.
func circumcentre(a, b, c [2]float64) [2]float64 {
	bx, by, cx, cy := b[0]-a[0], b[1]-a[1], c[0]-a[0], c[1]-a[1]
	d := 2 * (bx*cy - by*cx)
	b2, c2 := bx*bx+by*by, cx*cx+cy*cy
	return [2]float64{a[0] + (cy*b2-by*c2)/d, a[1] + (bx*c2-cx*b2)/d}
}

func TestPathDataRefuses(t *testing.T) {
	tests := []struct{ data, want string }{
		{"L1 1", `character 1: want M, as a path starts with a move, got "L"`},
		{"  z", `character 3: want M, as a path starts with a move, got "z"`},
		{"é", `character 1: want M, as a path starts with a move, got "é"`},
		{"M", `character 2: want a number, but it ends here`},
		{"M1", `character 3: want a number, but it ends here`},
		{"M1 x", `character 4: want a number, got "x"`},
		{"M1 1 2", `character 7: want a number, but it ends here`},
		{"M1 1é", `character 5: want one of M L H V C S Q T A Z, got "é"`},
		{"M1 1B", `character 5: want one of M L H V C S Q T A Z, got "B"`},
		{"M1 1\x01", `character 5: want one of M L H V C S Q T A Z, got "\x01"`},
		{"M1 1z 2", `character 7: want one of M L H V C S Q T A Z, got "2"`},
		{"M,1 1", `character 2: want a number, got ","`},
		{"M1,,1", `character 4: want a number, got ","`},
		{"M1 1,", `character 6: want a number, but it ends here`},
		{"M1 1,L2 2", `character 6: want a number, got "L"`},
		{"M1.", `character 4: want a digit, but it ends here`},
		{"M1.e5 1", `character 4: want a digit, got "e"`},
		{"M.", `character 3: want a digit, but it ends here`},
		{"M- 1", `character 3: want a number, got " "`},
		{"M+-1 1", `character 3: want a number, got "-"`},
		{"M1e 1", `character 3: want a number, got "e"`},
		{"M1e-z", `character 3: want a number, got "e"`},
		{"MNaN 1", `character 2: want a number, got "N"`},
		{"M1 Infinity", `character 4: want a number, got "I"`},
		{"M0x1 1", `character 3: want a number, got "x"`},
		{"M1 1e999", `character 4: 1e999 is not in -100000..100000`},
		{"M1 -100001", `character 4: -100001 is not in -100000..100000`},
		{"M60000 0l60000 0", `character 10: it leads to 120000,0; coordinates are in -100000..100000`},
		{"M90000 0q-15000 0 0 0t-50000 0", `character 23: it leads to 105000,0; coordinates are in -100000..100000`},
		{"M0 0A90000 90000 0 1 1 1 1", `character 6: it leads to`},
		{"M0 0a1 1 0 2 1 5 5", `character 12: want a flag, 0 or 1, got "2"`},
		{"M0 0a1 1 0 0.5 1 5 5", `character 13: want a flag, 0 or 1, got "."`},
		{"M0 0a1 1 0 0 1 5", `character 17: want a number, but it ends here`},
	}
	for _, test := range tests {
		p := of(test.data)
		if err := p.parse(); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q\ngot  %v\nwant %s", test.data, err, test.want)
		}
		if segments, _ := Parse(Scanner{Text: test.data, Most: most}, maxSegments); segments != nil {
			t.Errorf("%q has segments all the same", test.data)
		}
	}
}

// TestPathBombs: what is too much is refused as such, at once.
func TestPathBombs(t *testing.T) {
	for name, data := range map[string]string{
		"lines": "M0 0h" + strings.Repeat("1 ", maxSegments), "closes": "M0 0" + strings.Repeat("z", maxSegments), "moves": "M0 0" + strings.Repeat("m0 0", maxSegments),
		"arcs": "M0 0a" + strings.Repeat("1 1 0 11.5.5 ", maxSegments/3),
	} {
		p := of(data)
		if err := p.parse(); !errors.Is(err, ErrSegments) || len(p.out) > maxSegments+maxArcSegments {
			t.Errorf("%s: %v after %d", name, err, len(p.out))
		}
	}
	p := of("M0 0h" + strings.Repeat("1 ", maxSegments-1))
	if err := p.parse(); err != nil {
		t.Errorf("the most there may be: %v", err)
	}
}

// FuzzPathData: what is read is finite, in range and starts with a move, and written out in full it is the same.
func FuzzPathData(f *testing.F) {
	for _, seed := range []string{
		"M1 2L3 4H5V6C1 2 3 4 5 6S7 8 9 10Q1 2 3 4T5 6A1 2 30 0 1 7 8Z", "m.5.5-1e1+2a1 1 0 10.5.5zl1,1", "M0 0A1e-300 1e5 45 1 0 1e-9 1", "M0,0 0,0z z z", "M1e999", "", "é",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		p := of(data)
		if err := p.parse(); err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		var again strings.Builder
		for i, s := range p.out {
			if (i == 0 || p.out[i-1].Op == 'Z') && s.Op != 'M' && s.Op != 'Z' {
				t.Fatalf("segment %d is %c", i, s.Op)
			}
			again.WriteByte(s.Op)
			for _, point := range s.Points[:map[byte]int{'M': 1, 'L': 1, 'Q': 2, 'C': 3, 'Z': 0}[s.Op]] {
				if !(math.Abs(point[0]) <= most && math.Abs(point[1]) <= most) {
					t.Fatalf("%v is out of range", point)
				}
				fmt.Fprintf(&again, " %v %v", point[0], point[1])
			}
		}
		second := of(again.String())
		if err := second.parse(); err != nil || svg(second.out) != svg(p.out) {
			t.Fatalf("%q became %q: %v", data, again.String(), err)
		}
	})
}

// TestDots: a number may end in a dot only where that is asked for.
func TestDots(t *testing.T) {
	for data, want := range map[string]bool{"1.": true, "1. 2": true, "1.e2": true, "-3.": true, ".": false, "+.": false, ".e1": false} {
		s := Scanner{Text: data, Most: most, Dots: true}
		if _, err := s.Number(); (err == nil) != want {
			t.Errorf("%q: %v", data, err)
		}
	}
}
