package render

import (
	"image"
	"strconv"

	"placard/render/encode"
)

const (
	// qualityFloor is where JPEG's blocks, and WebP's smears, begin to show around letters; a smaller picture
	// looks better.
	qualityFloor = 60
	// qualityStep is a change that is just visible side by side.
	qualityStep = 5
)

// fewerColors are the palettes of a PNG that MaxBytes allows: with fewer, faces and skies show bands that no
// dithering hides.
var fewerColors = []int{256, 128, 64}

// rung is one way to encode a picture.
type rung struct {
	quality int
	chroma  Chroma
	colors  int // of a PNG; 0: all
}

// chroma is that of a quality, unless it was asked for.
func (o Options) chroma(quality int) Chroma {
	switch {
	case o.Format != JPEG:
		return ""
	case o.Chroma != "":
		return o.Chroma
	case quality >= ChromaQuality:
		return Chroma444
	}
	return Chroma420
}

// judged chooses the chroma of a picture that is to be looked at for it.
func (o Options) judged(img *image.RGBA) Options {
	if o.Format == JPEG && o.Chroma == ChromaAuto {
		o.Chroma = map[encode.Chroma]Chroma{encode.Chroma420: Chroma420, encode.Chroma444: Chroma444}[encode.AutoChroma(img)]
	}
	return o
}

// ladder are the ways to encode that MaxBytes allows, from the one asked for down, each of which makes a
// smaller file than the one before.
func (o Options) ladder() []rung {
	rungs := []rung{{o.Quality, o.chroma(o.Quality), o.Colors}}
	switch {
	case o.MaxBytes == 0:
		return rungs
	case o.Format == PNG:
		for _, n := range fewerColors {
			if o.Colors == 0 || n < o.Colors {
				rungs = append(rungs, rung{colors: n})
			}
		}
		return rungs
	case !o.lossy():
		return rungs
	}
	for q := (o.Quality - 1) / qualityStep * qualityStep; q >= qualityFloor; q -= qualityStep {
		if last := rungs[len(rungs)-1]; last.chroma != o.chroma(q) {
			rungs = append(rungs, rung{quality: last.quality, chroma: o.chroma(q)})
		}
		rungs = append(rungs, rung{quality: q, chroma: o.chroma(q)})
	}
	if last := rungs[len(rungs)-1]; last.chroma == Chroma444 {
		rungs = append(rungs, rung{quality: last.quality, chroma: Chroma420})
	}
	return rungs
}

// steps says what was given up against what was asked for.
func (r rung) steps(asked rung) []string {
	var steps []string
	if r.quality != asked.quality {
		steps = append(steps, "quality="+strconv.Itoa(r.quality))
	}
	if r.chroma != asked.chroma {
		steps = append(steps, "chroma="+string(r.chroma))
	}
	if r.colors != asked.colors {
		steps = append(steps, "colors="+strconv.Itoa(r.colors))
	}
	return steps
}
