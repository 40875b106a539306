package render

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"

	"placard/render/display"
	"placard/render/layout"
)

// What Options.MaxBytes may take away where no way to encode is small enough.
const (
	// scaleStep takes away 28 % of the pixels.
	scaleStep = 0.85
	// maxScaleSteps ends at 27 % of the size asked for, where the text of a card can no longer be read.
	maxScaleSteps = 8
)

// fit draws and encodes, again and smaller until the picture is within MaxBytes.
func (j *Job) fit(ctx context.Context, pictures *loader) (*Output, error) {
	for step := 0; ; {
		scale := j.opt.Scale * math.Pow(scaleStep, float64(step))
		out, err := j.drawAt(ctx, pictures, scale)
		var over *overError
		if !errors.As(err, &over) {
			return out, err
		}
		step += skip(over.bytes, j.opt.MaxBytes)
		if step > maxScaleSteps || j.opt.Scale*math.Pow(scaleStep, float64(step)) < MinScale {
			remedy := "allow more"
			if !j.opt.lossy() {
				remedy += ", or ask for jpg"
			}
			return nil, tooLarge("max_bytes: the picture has %d bytes at scale %.3g, and %d are too few to show it; %s",
				over.bytes, scale, j.opt.MaxBytes, remedy)
		}
	}
}

// skip is by how many steps of scale a file of size bytes has to go down at least: it shrinks more slowly
// than its pixels.
func skip(size, limit int) int {
	steps := math.Log(float64(limit)/float64(size)) / (2 * math.Log(scaleStep))
	return max(1, int(steps))
}

// drawAt draws at a scale, once, and returns the best file there that is within MaxBytes. If there is none,
// the error is an *overError.
func (j *Job) drawAt(ctx context.Context, pictures *loader, scale float64) (*Output, error) {
	list, report, err := j.layout(ctx, pictures, j.pages[0], layout.Options{Scale: scale, Report: j.opt.Report || j.opt.surveyed})
	if err != nil {
		return nil, err
	}
	if j.opt.surveyed {
		return &Output{Width: list.Width, Height: list.Height, Pages: 1, Scale: scale, Alt: j.Alt(), Report: report}, nil
	}
	canvas, err := j.draw(ctx, list)
	if err != nil {
		return nil, err
	}
	out, err := j.output(ctx, list, canvas, report)
	give := func() { j.renderer.canvases.put(canvas) }
	if err != nil {
		give()
		return nil, err
	}
	if j.opt.Format == Raw {
		out.release = give // its bytes are the canvas
	} else {
		give()
	}
	if scale != j.opt.Scale {
		out.Steps = append(out.Steps, "scale="+strconv.FormatFloat(scale, 'g', 4, 64))
	}
	out.Scale = scale
	return out, nil
}

// output returns the file of a canvas.
func (j *Job) output(ctx context.Context, list *display.List, c *canvas, report *layout.Report) (*Output, error) {
	if report != nil {
		if err := j.contrasts(ctx, list, c.RGBA, report); err != nil {
			return nil, err
		}
	}
	data, as, steps, err := j.encode(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &Output{
		Bytes: data, Width: list.Width, Height: list.Height, Quality: as.quality, Chroma: as.chroma,
		Pages: 1, Steps: steps, Alt: j.Alt(), Report: report,
	}
	if j.opt.Blurhash {
		out.Blurhash, err = blurhashOf(c.RGBA)
	}
	return out, err
}

// overError is of a picture that no rung makes small enough.
type overError struct{ bytes int }

func (e *overError) Error() string { return fmt.Sprintf("%d bytes at the least", e.bytes) }

// encode returns the file of the highest rung within MaxBytes, and what was given up for it; if there is none, an
// *overError.
func (j *Job) encode(ctx context.Context, c *canvas) (data []byte, as rung, steps []string, err error) {
	rungs := j.opt.judged(c.RGBA).ladder()
	data, i, err := j.opt.highest(len(rungs), func(i int) ([]byte, error) { return j.encodeAs(ctx, c, rungs[i]) })
	return data, rungs[i], rungs[i].steps(rungs[0]), err
}

// highest returns the file of the first of n rungs that is within MaxBytes, and which that is. Each makes a
// smaller file than the one before. If none is small enough the error is an *overError.
func (o Options) highest(n int, encode func(rung int) ([]byte, error)) (data []byte, at int, err error) {
	size := 0 // of the last one tried
	fits := func(i int) bool {
		var file []byte
		if file, err = encode(i); err != nil {
			return true // ends the search
		}
		if size = len(file); o.MaxBytes > 0 && size > o.MaxBytes {
			return false
		}
		data, at = file, i // the highest so far
		return true
	}
	last := n - 1
	if fits(0) { // the usual case
		return data, at, err
	}
	if last == 0 || !fits(last) {
		return nil, last, &overError{size}
	}
	sort.Search(last-1, func(i int) bool { return err != nil || fits(i+1) }) // files shrink from rung to rung
	return data, at, err
}

func (j *Job) encodeAs(ctx context.Context, c *canvas, as rung) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	_, end := j.renderer.watch(ctx, StageEncode)
	defer end()
	return j.opt.encode(j.renderer.encoder, c, as)
}
