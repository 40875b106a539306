package render

import "strconv"

const (
	// qualityFloor is where JPEG's blocks, and WebP's smears, begin to show around letters; a smaller picture
	// looks better.
	qualityFloor = 60
	// qualityStep is a change that is just visible side by side.
	qualityStep = 5
)

// rung is one way to encode a picture.
type rung struct {
	quality int
	chroma  Chroma
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

// ladder are the ways to encode that MaxBytes allows, from the one asked for down, each of which makes a
// smaller file than the one before.
func (o Options) ladder() []rung {
	if !o.lossy() {
		return []rung{{}}
	}
	rungs := []rung{{o.Quality, o.chroma(o.Quality)}}
	if o.MaxBytes == 0 {
		return rungs
	}
	for q := (o.Quality - 1) / qualityStep * qualityStep; q >= qualityFloor; q -= qualityStep {
		if last := rungs[len(rungs)-1]; last.chroma != o.chroma(q) {
			rungs = append(rungs, rung{last.quality, o.chroma(q)})
		}
		rungs = append(rungs, rung{q, o.chroma(q)})
	}
	if last := rungs[len(rungs)-1]; last.chroma == Chroma444 {
		rungs = append(rungs, rung{last.quality, Chroma420})
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
	return steps
}
