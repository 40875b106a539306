package main

import "placard/render"

// encoding is how a picture is encoded; render, batch and sign share it.
type encoding struct {
	Quality int    `help:"JPEG quality, 1 to 100. Default: 80." placeholder:"N"`
	Chroma  string `help:"Colours of a JPEG: 420 is one sample for four pixels, 444 one for each. Default: 420, from quality 90 on 444." placeholder:"NAME"`
}

// fill sets the options; the renderer checks them.
func (e *encoding) fill(o *render.Options) {
	o.Quality, o.Chroma = e.Quality, render.Chroma(e.Chroma)
}

// encodingParams are the options as they stand in a URL.
func (e *encoding) encodingParams(add func(name string, set bool, value any)) {
	add("quality", e.Quality != 0, e.Quality)
	add("chroma", e.Chroma != "", e.Chroma)
}
