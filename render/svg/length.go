package svg

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// length is a length: px, or where percent is set hundredths of the viewport.
type length struct {
	value   float64
	percent bool
}

// viewport is what percentages are of.
type viewport struct{ width, height float64 }

// diagonal is what percentages of lengths that are neither wide nor high are of (SVG 2 §8.9).
func (v viewport) diagonal() float64 { return math.Hypot(v.width, v.height) / math.Sqrt2 }

// of resolves a length against what percentages are of.
func (l length) of(whole float64) float64 {
	if l.percent {
		return l.value / 100 * whole
	}
	return l.value
}

// units are px in a unit, at 96 in an inch (CSS Values 4 §6.2).
var units = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}

// parseLength reads a length.
func parseLength(text string) (length, error) {
	s := scan(text)
	s.Space()
	l, err := s.length()
	if err == nil && !s.Done() {
		err = s.Wanted("nothing more")
	}
	return l, err
}

func (s *scanner) length() (length, error) {
	v, err := s.Number()
	if err != nil {
		return length{}, err
	}
	if s.accept('%') {
		return length{value: v, percent: true}, nil
	}
	start := s.At
	unit := strings.ToLower(s.letters())
	k, ok := units[unit]
	if !ok {
		return length{}, fmt.Errorf("%q is no unit here; use px, pt, pc, mm, cm, in or %%", s.Text[start:s.At])
	}
	return length{value: v * k}, nil
}

// letters reads letters.
func (s *scanner) letters() string {
	start := s.At
	for c := s.Peek() | 0x20; 'a' <= c && c <= 'z'; c = s.Peek() | 0x20 {
		s.At++
	}
	return s.Text[start:s.At]
}

// axis is which side of the viewport percentages are of.
type axis uint8

const (
	across axis = iota
	down
	diagonal
)

func (v viewport) side(a axis) float64 {
	switch a {
	case across:
		return v.width
	case down:
		return v.height
	default:
		return v.diagonal()
	}
}

// length reads an attribute, whose default may be unset.
func (n *node) length(name string, a axis, view viewport, unset float64) (float64, error) {
	text, ok := n.attrs[name]
	if !ok || text == "auto" {
		return unset, nil
	}
	l, err := parseLength(text)
	if err != nil {
		return 0, n.fail("%s %s: %v", name, clip(text), err)
	}
	return l.of(view.side(a)), nil
}

// size is a length that is not negative.
func (n *node) size(name string, a axis, view viewport, unset float64) (float64, error) {
	v, err := n.length(name, a, view, unset)
	if err == nil && v < 0 && v != unset {
		err = n.fail("%s is %v; it must not be negative", name, v)
	}
	return v, err
}

// errNegative is a length that must not be.
var errNegative = errors.New("it must not be negative")
