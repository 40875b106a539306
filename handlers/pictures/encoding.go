package pictures

import (
	"placard/handlers/problem"
	"placard/render"
	"placard/templates"
)

// The options of how a picture is encoded. Which formats have which, and what words there are, the renderer
// knows, and says.

func readQuality(o *options, value string, _ *templates.Document) error {
	quality, err := parseInt(value)
	if err != nil || quality < 1 || quality > 100 {
		return problem.New(problem.BadRequest, "quality: %.40q is not in 1..100", value)
	}
	o.render.Quality = quality
	return nil
}

func readChroma(o *options, value string, _ *templates.Document) error {
	return readWord("chroma", value, (*string)(&o.render.Chroma))
}

func readEffort(o *options, value string, _ *templates.Document) error {
	return readWord("effort", value, (*string)(&o.render.Effort))
}

func readColors(o *options, value string, _ *templates.Document) error {
	colors, err := parseInt(value)
	if err != nil || colors < render.MinColors || colors > render.MaxColors {
		return problem.New(problem.BadRequest, "colors: %.40q is not in %d..%d", value, render.MinColors, render.MaxColors)
	}
	o.render.Colors = colors
	return nil
}

func readDither(o *options, value string, _ *templates.Document) (err error) {
	o.render.Dither, err = parseSwitch("dither", value, "have plain colours")
	return err
}

func readProgressive(o *options, value string, _ *templates.Document) (err error) {
	o.render.Progressive, err = parseSwitch("progressive", value, "have it line by line")
	return err
}

func readLossless(o *options, value string, _ *templates.Document) (err error) {
	o.render.Lossless, err = parseSwitch("lossless", value, "let quality choose")
	return err
}
