package adjust

import (
	"image"
	"math"

	"placard/render/display"
)

// thumbnail is the longest side, px, at which a picture is looked at: faces are seen and noise is not.
const thumbnail = 128

// How much the signs count that something catches the eye, each 0..1: colours that differ from the picture's mean
// (Achanta et al. 2009), edges, colours of skin, and strong colours.
const (
	oddWeight, edgeWeight, skinWeight, vividWeight = 1, 0.4, 1, 0.2
)

// middleBias is how much less a crop at the edge counts: what a photographer put in the middle is seldom nothing.
const middleBias = 0.15

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
	axis, length, share := 1, rows, float64(w)/aspect/float64(h)
	if across {
		axis, length, share = 0, cols, float64(h)*aspect/float64(w)
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
	at[axis] = best(sums, share)
	return at, nil
}

// best is where the window over a share of the sums lies that holds most, 0..1; what is in its middle counts most.
// Of equals it is the one nearest to the middle.
func best(sums []float64, share float64) float64 {
	n := float64(len(sums))
	size := share * n
	at, most := 0.5, math.Inf(-1)
	const steps = 64
	for i := range steps + 1 {
		// 0.5, then to both sides in turn
		to := 0.5 + float64((i+1)/2)/steps*float64(1-2*(i&1))
		start := to * (n - size)
		sum := 0.0
		for j, v := range sums {
			off := (float64(j) + 0.5 - start - size/2) / (size / 2)
			if math.Abs(off) <= 1 {
				sum += v * (1 - 0.6*off*off)
			}
		}
		sum *= 1 - middleBias*math.Abs(2*to-1)
		if sum > most*(1+1e-3)+1e-9 || i == 0 {
			at, most = to, sum
		}
	}
	return at
}

// eyeCatching scores the pixels of a thumbnail.
func eyeCatching(img *image.RGBA) []float64 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	colors := make([][3]float64, w*h)
	light := make([]float64, w*h)
	var mean [3]float64
	for i := range colors {
		p := img.Pix[img.PixOffset(img.Rect.Min.X+i%w, img.Rect.Min.Y+i/w):]
		for k := range 3 {
			colors[i][k] = float64(p[k]) / 255
			mean[k] += colors[i][k] / float64(w*h)
		}
		light[i] = 0.2126*colors[i][0] + 0.7152*colors[i][1] + 0.0722*colors[i][2]
	}
	out := make([]float64, w*h)
	for y := range h {
		for x := range w {
			i := y*w + x
			near := light[y*w+max(x-1, 0)] + light[y*w+min(x+1, w-1)] + light[max(y-1, 0)*w+x] + light[min(y+1, h-1)*w+x]
			edge := min(1, 2*math.Abs(4*light[i]-near))
			out[i] = oddWeight*odd(colors[i], mean) + edgeWeight*edge + skinWeight*skin(colors[i], light[i]) + vividWeight*vivid(colors[i], light[i])
		}
	}
	return out
}

// odd is how far a colour is from the mean of all, squared, so that a sky with a shade in it is not.
func odd(c, mean [3]float64) float64 {
	d := 0.0
	for k := range c {
		d += (c[k] - mean[k]) * (c[k] - mean[k])
	}
	return min(1, d)
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

// vivid is how strong a colour is that is neither black nor white.
func vivid(c [3]float64, light float64) float64 {
	most, least := max(c[0], c[1], c[2]), min(c[0], c[1], c[2])
	if light < 0.05 || light > 0.9 || most == 0 {
		return 0
	}
	return max(0, (most-least)/most-0.4) / 0.6
}
