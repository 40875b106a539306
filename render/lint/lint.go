// Package lint judges a template by what becomes of it: it lays the template out with its samples and with texts
// that put it under stress, and looks at the reports.
//
// It draws what it judges, and reads no files: pictures come from the renderer, whose Remote may be a StandIn.
package lint

import (
	"context"
	"errors"
	"slices"
	"strings"

	"placard/render"
	"placard/templates"
)

// Severity says what a problem means to one who would publish the template.
type Severity string

// The severities.
const (
	Failure Severity = "error"   // there will be no picture
	Warning Severity = "warning" // there will be a picture with a flaw
)

// Problem is something that is wrong with a template.
type Problem struct {
	File     string   `json:"file,omitempty"` // not filled in by this package
	Line     int      `json:"line,omitempty"` // where in the JSON, from 1; 0: nowhere in particular
	Column   int      `json:"column,omitempty"`
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`            // a key of Rules
	Layer    string   `json:"layer,omitempty"` // id; empty: it concerns the whole
	Message  string   `json:"message"`
}

// Linter judges templates. It is safe for concurrent use.
type Linter struct {
	renderer *render.Renderer
}

// New makes a Linter that draws with r.
func New(r *render.Renderer) *Linter { return &Linter{r} }

// Lint judges a template as it is written. A rule speaks of a layer once, for the first content that breaks it.
// The error is that of ctx, or a fault of ours.
func (l *Linter) Lint(ctx context.Context, source []byte) ([]Problem, error) {
	t, err := templates.Decode(source)
	if err != nil {
		return decodeProblems(err), nil
	}
	w := &work{renderer: l.renderer, template: t, places: findPlaces(source), told: map[string]bool{}}
	w.unused()
	if err := w.judgeAll(ctx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(w.problems, func(a, b Problem) int { return a.Line - b.Line })
	return w.problems, nil
}

// decodeProblems are the errors of a template that is none.
func decodeProblems(err error) []Problem {
	var all []Problem
	for _, err := range split(err) {
		p := Problem{Severity: Failure, Rule: "decode", Message: err.Error()}
		var known *templates.Error
		if errors.As(err, &known) {
			p.Line, p.Column = known.Line, known.Column
			if known.Path == "" { // else the message says no place of its own
				p.Message = known.Msg
			}
		}
		all = append(all, p)
	}
	return all
}

// split takes joined errors apart.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// work is the judgement of one template.
type work struct {
	renderer *render.Renderer
	template *templates.Template
	places   places
	problems []Problem
	told     map[string]bool // by rule and layer
}

// tell adds a problem, unless the same rule has spoken of the same already.
func (w *work) tell(rule, about string, p Problem) {
	if key := rule + " " + about; !w.told[key] {
		w.told[key] = true
		p.Rule = rule
		if p.Severity == "" {
			p.Severity = Rules[rule].Severity
		}
		w.problems = append(w.problems, p)
	}
}

// tellLayer tells a problem of a layer, at its place.
func (w *work) tellLayer(rule, layer, message string) {
	at := w.places.layers[layer]
	w.tell(rule, layer, Problem{Layer: layer, Line: at.line, Column: at.column, Message: layer + ": " + message})
}

// unused tells which variables do nothing.
func (w *work) unused() {
	for _, name := range w.template.Unused() {
		at := w.places.variables[name]
		w.tell("unused-variable", name, Problem{Line: at.line, Column: at.column, Message: "variable " + name + " is named nowhere; use it as {{" + name + "}} or leave it out"})
	}
}

// judgeAll draws the template with its own content, and lays it out with every stress text.
func (w *work) judgeAll(ctx context.Context) error {
	own := w.ownCases()
	for i := range own {
		if err := w.judge(ctx, &own[i]); err != nil {
			return err
		}
	}
	if w.failed() {
		return nil // it would fail with every text
	}
	for c := range w.stressCases(&own[0]) {
		if err := w.judge(ctx, &c); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) failed() bool {
	return slices.ContainsFunc(w.problems, func(p Problem) bool { return p.Severity == Failure })
}

// judge judges every page of a case.
func (w *work) judge(ctx context.Context, c *trial) error {
	doc, err := w.template.Apply(c.changes)
	if err != nil {
		w.refused(c, err)
		return nil
	}
	for _, page := range doc.Pages() {
		if err := w.judgePage(ctx, c, page); err != nil {
			return err
		}
	}
	return nil
}

// refused tells why content of the template's own is no document. A stress text that is refused never arrives.
func (w *work) refused(c *trial, err error) {
	if c.stress == "" {
		w.tell("render", err.Error(), Problem{Message: c.name() + ": " + strings.ReplaceAll(err.Error(), "\n", "; ")})
	}
}
