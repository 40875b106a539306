package main

import "placard/render"

// encoding is how a picture is encoded; render, batch and sign share it.
type encoding struct {
	Quality     int    `help:"Quality of a JPEG or WebP, 1 to 100. Default: 80." placeholder:"N"`
	Lossless    bool   `help:"Keep every pixel in a WebP."`
	Effort      string `help:"Time for fewer bytes: fast or small, of a WebP also 0 to 4, as the methods of cwebp." placeholder:"NAME"`
	Progressive bool   `help:"Write a JPEG that is shown coarse at first."`
	Chroma      string `help:"Colours of a JPEG: 420 is one sample for four pixels, 444 one for each, auto as the picture needs it. Default: 420, from quality 90 on 444." placeholder:"NAME"`
	Colors      int    `help:"Draw a PNG with at most so many colours, 2 to 256. Default: all." placeholder:"N"`
	Dither      bool   `help:"With --colors: mix those there are where one is missing."`
}

// setEncoding sets the options; the renderer checks them.
func (e *encoding) setEncoding(o *render.Options) {
	o.Quality, o.Lossless = e.Quality, e.Lossless
	o.Effort, o.Chroma, o.Progressive = render.Effort(e.Effort), render.Chroma(e.Chroma), e.Progressive
	o.Colors, o.Dither = e.Colors, e.Dither
}

// encodingParams are the options as they stand in a URL.
func (e *encoding) encodingParams(add func(name string, set bool, value any)) {
	add("quality", e.Quality != 0, e.Quality)
	add("lossless", e.Lossless, 1)
	add("effort", e.Effort != "", e.Effort)
	add("chroma", e.Chroma != "", e.Chroma)
	add("progressive", e.Progressive, 1)
	add("colors", e.Colors != 0, e.Colors)
	add("dither", e.Dither, 1)
}
