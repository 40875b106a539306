package foreign

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// source is an object of the foreign template that remembers what was read of it, so that the rest can be
// warned of.
type source struct {
	im     *importer
	layer  string // by its name there; empty: the template
	prefix string // of the names of its fields, as "style."
	fields map[string]any
	read   map[string]bool
}

func (im *importer) source(layer string, fields map[string]any) *source {
	return &source{im: im, layer: layer, fields: fields, read: map[string]bool{}}
}

// in is an object within; without one it is empty.
func (s *source) in(name string) *source {
	inner := s.im.source(s.layer, object(s.get(name)))
	inner.prefix = s.prefix + name + "."
	return inner
}

// get reads a field; nil: there is none.
func (s *source) get(name string) any {
	s.read[name] = true
	return s.fields[name]
}

// first reads the first of several names that is there and not empty, and counts all as read.
func (s *source) first(names ...string) any {
	var found any
	for _, name := range names {
		if v := s.get(name); (found == nil || found == "") && v != nil {
			found = v
		}
	}
	return found
}

// ignore counts fields as read that say nothing about the picture.
func (s *source) ignore(names ...string) {
	for _, name := range names {
		s.read[name] = true
	}
}

// warn says what has no counterpart.
func (s *source) warn(field, format string, args ...any) {
	if field != "" {
		field = s.prefix + field
	}
	s.im.warnings = append(s.im.warnings, Warning{s.layer, field, fmt.Sprintf(format, args...)})
}

// text reads a string, or a number as one.
func (s *source) text(names ...string) string {
	switch v := s.first(names...).(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// flag reads a truth.
func (s *source) flag(names ...string) bool {
	v := s.first(names...)
	return v == true || v == "true"
}

// number reads a number, in px where it has a unit.
func (s *source) number(name string) (float64, bool) {
	v := s.get(name)
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		if n, ok := pixels(v); ok {
			return n, true
		}
	}
	if !idle(v) {
		s.warn(name, "%v is no number of px", short(v))
	}
	return 0, false
}

// pixels reads "24px" or "24".
func pixels(s string) (float64, bool) {
	digits := strings.TrimSuffix(strings.TrimSpace(s), "px")
	n, err := strconv.ParseFloat(digits, 64)
	return n, err == nil && n-n == 0
}

// rest warns of what was not read, unless it does nothing.
func (s *source) rest() {
	for _, name := range slices.Sorted(maps.Keys(s.fields)) {
		if v := s.fields[name]; !s.read[name] && name != place && !idle(v) {
			s.warn(name, "%s has no counterpart", short(v))
		}
	}
}

// idle says whether a value is one that does nothing.
func idle(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case float64:
		return v == 0
	case string:
		switch strings.TrimSpace(v) {
		case "", "0", "0px", "none", "normal", "off", "disabled", "auto", "transparent", "false", "blur(0px)":
			return true
		}
	case []any:
		return len(v) == 0
	case map[string]any:
		_, placed := v[place]
		return len(v) == 0 || len(v) == 1 && placed
	}
	return false
}

// short shows a value in a message.
func short(v any) string {
	var text string
	switch v := v.(type) {
	case string:
		text = strconv.Quote(v)
	case map[string]any:
		text = "an object"
	case []any:
		text = "a list"
	default:
		text = fmt.Sprintf("%v", v)
	}
	const most = 40 // characters
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
