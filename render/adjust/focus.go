package adjust

import (
	"image"
	"math"

	"placard/render/display"
)

// thumbnail is the longest side, px, at which a picture is looked at: faces are seen and noise is not.
const thumbnail = 128

// around are how far the means of what is compared reach, px of a thumbnail: what stands out from its surroundings
// catches the eye, be it an eye or a head (Itti, Koch and Niebur 1998). Grass and gravel are even at all of them.
var around = [...][2]int{{1, 6}, {3, 12}, {6, 24}}

// The weights and biases were chosen among some hundred so that of the photos of the starters crops of 16:9, 1:1 and
// 2:3 are as a person would choose them; see TestFocus.
const (
	// figureWeight is how much it counts that something is unlike the ground, which is what is along any side.
	figureWeight = 4
	// figureMost is the difference, 0..1, from which something is surely no ground: black does not count more than blue.
	figureMost = 0.25
	// skinWeight is how much more what is no ground counts where it has a colour of skin.
	skinWeight = 1
	// cutWeight is how much it counts against a crop that its edges cut through something.
	cutWeight = 0.08
	// farBias is how much it counts against a crop that it is far from where photographers put things: the middle, or
	// somewhat above it.
	farBias, above = 0.25, 0.4
)

// focus looks for the crop that holds most of it.
func focus(src display.Source, aspect float64) ([2]float64, error) {
	at := [2]float64{0.5, 0.5}
	w, h := src.Size()
	if !(aspect > 0) || math.Abs(float64(w)-float64(h)*aspect) < 1 {
		return at, nil
	}
	k := min(1, float64(thumbnail)/float64(max(w, h)))
	cols, rows := max(1, int(float64(w)*k)), max(1, int(float64(h)*k))
	img, err := src.Scaled(0, 0, float64(w), float64(h), cols, rows)
	if err != nil {
		return at, err
	}
	across := float64(w) > float64(h)*aspect // it is cut off left and right
	axis, length, share, usual := 1, rows, float64(w)/aspect/float64(h), above
	if across {
		axis, length, share, usual = 0, cols, float64(h)*aspect/float64(w), 0.5
	}
	sums := make([]float64, length)
	scores := eyeCatching(img)
	for i, score := range scores {
		if across {
			sums[i%cols] += score
		} else {
			sums[i/cols] += score
		}
	}
	at[axis] = best(sums, share, usual)
	return at, nil
}

// best is where the window over a share of the sums lies that holds most, 0..1; what is in its middle counts most, and
// what it cuts through counts against it. Of equals it is the one nearest to usual.
func best(sums []float64, share, usual float64) float64 {
	n := float64(len(sums))
	size := share * n
	total := 1e-3 // less is rounding
	for _, v := range sums {
		total += v
	}
	const steps = 64
	at, most := usual, math.Inf(-1)
	for i := range steps + 1 {
		to := float64(i) / steps
		start := to * (n - size)
		held := 0.0
		for j, v := range sums {
			off := (float64(j) + 0.5 - start - size/2) / (size / 2)
			if math.Abs(off) <= 1 {
				held += v / total * (1 - off*off)
			}
		}
		for _, cut := range [2]float64{start, start + size} {
			if cut > 0.5 && cut < n-0.5 {
				held -= cutWeight * sums[int(cut)] * size / total / 2
			}
		}
		held -= farBias * math.Abs(to-usual) * share
		if held > most+1e-9 || held > most-1e-9 && math.Abs(to-usual) < math.Abs(at-usual) {
			at, most = to, held
		}
	}
	return at
}

// eyeCatching scores the pixels of a thumbnail.
func eyeCatching(img *image.RGBA) []float64 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var planes [3][]float64 // light, red against green, blue against yellow
	for k := range planes {
		planes[k] = make([]float64, w*h)
	}
	skins := make([]float64, w*h)
	for i := range skins {
		p := img.Pix[img.PixOffset(img.Rect.Min.X+i%w, img.Rect.Min.Y+i/w):]
		c := [3]float64{float64(p[0]) / 255, float64(p[1]) / 255, float64(p[2]) / 255}
		planes[0][i], planes[1][i], planes[2][i] = (c[0]+c[1]+c[2])/3, c[0]-c[1], c[2]-(c[0]+c[1])/2
		skins[i] = skin(c, 0.2126*c[0]+0.7152*c[1]+0.0722*c[2])
	}
	out, ground := make([]float64, w*h), make([][4]float64, w*h)
	for _, plane := range planes {
		sums := newSums(plane, w, h)
		sides := sums.sides()
		for i := range out {
			for _, reach := range around {
				d := sums.mean(i%w, i/w, reach[0]) - sums.mean(i%w, i/w, reach[1])
				out[i] += d * d
			}
			for k, side := range sides {
				d := sums.mean(i%w, i/w, around[0][0]) - side
				ground[i][k] += d * d
			}
		}
	}
	for i, g := range ground {
		figure := min(math.Sqrt(min(g[0], g[1], g[2], g[3])), figureMost)
		out[i] = math.Sqrt(out[i]) + figureWeight*figure*(1+skinWeight*skins[i])
	}
	return out
}

// sums are those of all values above and left of each, which give the mean over any square in one step.
type sums struct {
	w, h int
	to   []float64
}

func newSums(values []float64, w, h int) sums {
	s := sums{w, h, make([]float64, (w+1)*(h+1))}
	for y := range h {
		row := 0.0
		for x := range w {
			row += values[y*w+x]
			s.to[(y+1)*(w+1)+x+1] = s.to[y*(w+1)+x+1] + row
		}
	}
	return s
}

// sides are the means of what is along the four sides.
func (s sums) sides() [4]float64 {
	depth := 1 + min(s.w, s.h)/16
	return [4]float64{
		s.within(0, 0, s.w, depth), s.within(0, s.h-depth, s.w, s.h), s.within(0, 0, depth, s.h), s.within(s.w-depth, 0, s.w, s.h),
	}
}

// mean is that of the square that reaches r px around one at x, y, as far as there is something.
func (s sums) mean(x, y, r int) float64 {
	return s.within(max(x-r, 0), max(y-r, 0), min(x+r+1, s.w), min(y+r+1, s.h))
}

// within is the mean of what is from x0, y0 to before x1, y1.
func (s sums) within(x0, y0, x1, y1 int) float64 {
	at := func(x, y int) float64 { return s.to[y*(s.w+1)+x] }
	return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / float64((x1-x0)*(y1-y0))
}

// skin is how near the direction of a colour is to that of skin, which is alike from light to dark.
func skin(c [3]float64, light float64) float64 {
	length := math.Sqrt(c[0]*c[0] + c[1]*c[1] + c[2]*c[2])
	if length == 0 || light < 0.15 || light > 0.95 {
		return 0
	}
	d := math.Hypot(math.Hypot(c[0]/length-0.78, c[1]/length-0.5), c[2]/length-0.38)
	return max(0, 1-d/0.16)
}
