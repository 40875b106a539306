package fonts

import (
	"fmt"
	"math"
)

// Feature turns an OpenType feature off (0) or on (1), or picks one of its alternates (2 and up): "tnum" gives
// digits of one width, "ss01" other letterforms, "liga" at 0 no ligatures. Of two for a tag the last counts;
// fonts without the feature ignore it.
type Feature struct {
	Tag   string // 4 printable ASCII characters
	Value uint32
}

// Variation sets an axis of variable fonts: "wght" to 650, "opsz" to 20. It wins over Weight. The value is
// clamped to the axis; faces without the axis ignore it. Of two for a tag the last counts.
type Variation struct {
	Tag   string // 4 printable ASCII characters
	Value float64
}

// Span is the style of a part of a text: from the end of the span before it up to End. It is complete: what it
// leaves out is as in a Request that leaves it out, not as in the Request around it.
//
// Borders move to the next cluster: a grapheme, a conjunct, or a ligature that its script requires, goes by its
// first character. Text is shaped across borders where the face stays, and with its neighbours in view where
// it changes, so Arabic stays joined and pairs stay kerned; optional ligatures are dissolved at a border.
type Span struct {
	End        int // characters (runes) from the text's beginning; no less than that of the span before
	Families   []string
	Weight     int
	Style      Style
	Features   []Feature
	Variations []Variation
}

// Limits on styles.
const (
	// MaxSpans is how many spans a text may have: one for each of a thousand letters, as in a title in
	// rainbow colours, and enough for a paragraph of MaxRunes with emphasis in every line. A change of face
	// costs about as much as ten letters.
	MaxSpans = 1000

	// MaxFeatures is how many features one style may have. Rich fonts have fifty, of which designs use a few;
	// the shaper sorts and searches them for every new style.
	MaxFeatures = 32

	// MaxVariations is how many axes one style may set. The largest families on the market have under twenty.
	MaxVariations = 32
)

// rich says whether a request has more than families, a weight and a style.
func (r *Request) rich() bool { return len(r.Features)+len(r.Variations)+len(r.Spans) > 0 }

// checkStyles refuses a request's styles past a limit or out of form.
func checkStyles(request *Request) error {
	if err := checkStyle(-1, request.Features, request.Variations); err != nil {
		return err
	}
	if len(request.Spans) == 0 {
		return nil
	}
	if len(request.Spans) > MaxSpans {
		return &LimitError{What: "spans", Limit: MaxSpans, At: max(request.Spans[MaxSpans-1].End, 0)}
	}
	last := 0
	for i := range request.Spans {
		span := &request.Spans[i]
		if span.End < last {
			return &StyleError{Span: i, Reason: fmt.Sprintf("ends at character %d, before its beginning at %d", span.End, last)}
		}
		last = span.End
		if err := checkStyle(i, span.Features, span.Variations); err != nil {
			return err
		}
	}
	return nil
}

func checkStyle(span int, features []Feature, variations []Variation) error {
	switch {
	case len(features) > MaxFeatures:
		return &StyleError{span, fmt.Sprintf("has %d features; at most %d are allowed", len(features), MaxFeatures)}
	case len(variations) > MaxVariations:
		return &StyleError{span, fmt.Sprintf("has %d variations; at most %d are allowed", len(variations), MaxVariations)}
	}
	for _, f := range features {
		if !isTag(f.Tag) {
			return &StyleError{span, fmt.Sprintf("has a feature %q; a tag is 4 printable ASCII characters, such as \"tnum\"", f.Tag)}
		}
	}
	for _, v := range variations {
		switch {
		case !isTag(v.Tag):
			return &StyleError{span, fmt.Sprintf("has a variation %q; a tag is 4 printable ASCII characters, such as \"wght\"", v.Tag)}
		case math.IsNaN(v.Value), math.IsInf(v.Value, 0):
			return &StyleError{span, fmt.Sprintf("sets %q to %g; give a number", v.Tag, v.Value)}
		}
	}
	return nil
}

// isTag says whether a tag has the form that OpenType wants.
func isTag(tag string) bool {
	if len(tag) != 4 {
		return false
	}
	for i := range len(tag) {
		if tag[i] < ' ' || tag[i] > '~' {
			return false
		}
	}
	return true
}

// checkSpansEnd wants the spans to cover the text.
func checkSpansEnd(spans []Span, runes int) error {
	if n := len(spans); n > 0 && spans[n-1].End != runes {
		return &StyleError{n - 1, fmt.Sprintf("ends at character %d of %d; the last span must end with the text", spans[n-1].End, runes)}
	}
	return nil
}
