package lint

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"placard/render"
	"placard/render/contrast"
	"placard/render/layout"
	"placard/templates"
)

// look is a page as it came out, to be judged.
type look struct {
	*work
	trial  *trial
	page   *templates.Document
	report *layout.Report
	texts  map[string]*templates.Text // as they are in the document
	remote []layout.Box               // where pictures stand in that will be others
}

// judgePage draws a page with the template's own content, which shows its contrasts; with a stress text it is
// enough to lay it out.
func (w *work) judgePage(ctx context.Context, c *trial, page *templates.Document) error {
	v := &look{work: w, trial: c, page: page, texts: map[string]*templates.Text{}}
	for _, l := range appendTexts(nil, page.Layers) {
		v.texts[l.ID] = l
	}
	if err := v.draw(ctx); err != nil {
		return v.fail(ctx, err)
	}
	v.findRemote(page.Layers)
	for i := range v.report.Layers {
		v.layer(&v.report.Layers[i])
	}
	return nil
}

func (v *look) draw(ctx context.Context) (err error) {
	if v.trial.stress != "" {
		v.report, err = v.renderer.Survey(ctx, v.page, render.Options{})
		return err
	}
	return v.renderer.Do(ctx, v.page, render.Options{Format: render.Raw, Report: true}, func(job *render.Job) error {
		for _, problem := range job.Problems() {
			v.tell("picture", problem, Problem{Message: problem})
		}
		out, err := job.Render(ctx)
		if err == nil {
			v.report = out.Report
		}
		return err
	})
}

// fail tells why there is no picture; faults that are not the template's are errors.
func (v *look) fail(ctx context.Context, err error) error {
	var known *render.Error
	if ctx.Err() != nil || !errors.As(err, &known) || known.Kind == render.Internal || known.Kind == render.Busy {
		return err
	}
	rule, layer := "render", ""
	var where *layout.Error
	if errors.As(err, &where) {
		layer = where.Layer
	}
	if known.Kind == render.Unusable && layer != "" {
		rule = "picture"
	}
	at := v.places.layers[layer]
	v.tell(rule, err.Error(), Problem{
		Severity: Failure, Layer: layer, Line: at.line, Column: at.column, Message: fmt.Sprintf("%s, with %s", err, v.trial.name()),
	})
	return nil
}

// findRemote remembers where remote pictures are.
func (v *look) findRemote(layers []templates.Layer) {
	far := map[string]bool{}
	var find func([]templates.Layer)
	find = func(layers []templates.Layer) {
		for _, l := range layers {
			switch l := l.(type) {
			case *templates.Group:
				find(l.Layers)
			case *templates.Image:
				far[l.ID] = strings.HasPrefix(l.Src, "http:") || strings.HasPrefix(l.Src, "https:") || l.Src == StandInURL()
			}
		}
	}
	find(layers)
	for _, l := range v.report.Layers {
		if far[l.ID] {
			v.remote = append(v.remote, around(&l))
		}
	}
}

// around is what a layer takes up.
func around(l *layout.LayerReport) layout.Box {
	if l.Bounds != nil {
		return *l.Bounds
	}
	return l.Box
}

// layer judges a layer.
func (v *look) layer(l *layout.LayerReport) {
	canvas := layout.Box{0, 0, float64(v.report.Width), float64(v.report.Height)}
	if l.Text != nil {
		v.text(l, canvas)
		return
	}
	if bounds := around(l); v.trial.stress == "" && bounds[2] > 0 && bounds[3] > 0 && !overlap(bounds, canvas) {
		v.tellLayer("off-canvas", l.ID, "nothing of it is within the picture with "+v.trial.name())
	}
}

// text judges a text layer.
func (v *look) text(l *layout.LayerReport, canvas layout.Box) {
	text, is := l.Text, v.texts[l.ID]
	if is == nil || strings.TrimSpace(is.Text) == "" {
		return
	}
	shown := quote(strings.Join(text.Lines, " "))
	tell := func(rule, format string, args ...any) {
		v.tellLayer(rule, l.ID, shown+" "+fmt.Sprintf(format, args...)+" with "+v.trial.name())
	}
	switch {
	case text.Clipped:
		tell("clipped", "is cut off at the edge of its box")
	case text.Ellipsis && v.trial.stress == "":
		tell("ellipsis", "is cut short")
	case text.Overflow && !text.Ellipsis && v.sticksOut(l): // an ellipsis is how a template says that a text is too long
		tell("overflow", "overflows its box")
	}
	if least := readable(v.page.Width); text.Fitted && text.FontSize < least {
		tell("small", "shrinks to %.3g px, less than the %.3g px that can be read where cards are shown small,", text.FontSize, least)
	}
	if len(text.Missing) > 0 {
		missing := strings.Join(text.Missing, "")
		at := v.places.layers[l.ID]
		v.tell("missing-glyph", missing, Problem{Layer: l.ID, Line: at.line, Column: at.column,
			Message: fmt.Sprintf("%s: no font has %s, of %s; add one with --fonts", l.ID, quote(missing), v.trial.name())})
	}
	v.edges(l, canvas, tell)
	v.contrast(l, is, tell)
}

// sticksOut says whether a text leaves its box. What it does not, for all that it does not fit, is a word that is
// broken: that is for the author to see in a sample, while a stress text has no better place to break.
func (v *look) sticksOut(l *layout.LayerReport) bool {
	if v.trial.stress == "" {
		return true
	}
	for _, line := range l.Text.LineBoxes {
		if !inside(line, around(l)) {
			return true
		}
	}
	return false
}

// edgeSlack is by how many px letters may cross a line without being seen to.
const edgeSlack = 0.5

// edges judges where the lines of a text are.
func (v *look) edges(l *layout.LayerReport, canvas layout.Box, tell func(rule, format string, args ...any)) {
	safe := canvas
	if area := v.template.SafeArea; area != (templates.Padding{}) {
		safe = layout.Box{area[3], area[0], canvas[2] - area[1] - area[3], canvas[3] - area[0] - area[2]}
	}
	for _, line := range l.Text.LineBoxes {
		switch {
		case line[2] == 0:
		case !inside(line, canvas):
			tell("off-canvas", "leaves the picture")
		case !inside(line, safe):
			tell("safe-area", "is outside of safe_area")
		}
	}
}

// contrast judges how a text stands out, unless a picture is under it that will be another.
func (v *look) contrast(l *layout.LayerReport, is *templates.Text, tell func(rule, format string, args ...any)) {
	for _, box := range v.remote {
		if overlap(box, around(l)) {
			return
		}
	}
	if is.Stroke != nil || is.TextDecoration == templates.TextDecorationLineThrough {
		return // an outline sets letters off from what is under them, and a line through them is taken for that
	}
	got, want := l.Text.Contrast, contrast.Needed(l.Text.FontSize, is.FontWeight >= boldWeight)
	if got > 0 && got < want {
		tell("contrast", "has a contrast of %.1f against what is under it, less than %v,", got, want)
	}
}

// boldWeight is from which weight WCAG's users take text for bold.
const boldWeight = 700

func inside(a, b layout.Box) bool {
	return a[0] >= b[0]-edgeSlack && a[1] >= b[1]-edgeSlack && a[0]+a[2] <= b[0]+b[2]+edgeSlack && a[1]+a[3] <= b[1]+b[3]+edgeSlack
}

func overlap(a, b layout.Box) bool {
	return math.Max(a[0], b[0]) < math.Min(a[0]+a[2], b[0]+b[2]) && math.Max(a[1], b[1]) < math.Min(a[1]+a[3], b[1]+b[3])
}

// maxQuoted is how many characters of a text a message repeats.
const maxQuoted = 40

func quote(text string) string {
	if short := firstRunes(text, maxQuoted); short != text {
		return `"` + short + `…"`
	}
	return `"` + text + `"`
}
