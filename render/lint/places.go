package lint

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// place is a line and a column, both from 1; 0: unknown.
type place struct{ line, column int }

// places are where layers and variables begin in the JSON of a template, by their ids and names.
type places struct {
	layers, variables map[string]place
}

// findPlaces reads JSON that is known to be a template.
func findPlaces(source []byte) places {
	s := &scanner{source: source, json: json.NewDecoder(bytes.NewReader(source)), found: places{map[string]place{}, map[string]place{}}}
	s.value("", false)
	return s.found
}

// scanner walks through JSON.
type scanner struct {
	source []byte
	json   *json.Decoder
	found  places
}

// next is the next token, and where it begins.
func (s *scanner) next() (json.Token, place) {
	from := int(s.json.InputOffset())
	t, err := s.json.Token()
	if err != nil {
		return nil, place{} // Decode has let it through: only a mark at its start is not JSON
	}
	for from < len(s.source) && bytes.IndexByte([]byte(" \t\r\n,:"), s.source[from]) >= 0 {
		from++
	}
	before := s.source[:from]
	line := bytes.LastIndexByte(before, '\n') + 1
	return t, place{bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[line:]) + 1}
}

// value reads a value of a field. In lists of layers, objects are layers by their ids.
func (s *scanner) value(field string, inLayers bool) {
	t, at := s.next()
	switch t {
	case json.Delim('['):
		for s.json.More() {
			s.value("", field == "layers")
		}
		s.next()
	case json.Delim('{'):
		s.object(field, inLayers, at)
	}
}

func (s *scanner) object(field string, isLayer bool, at place) {
	for s.json.More() {
		key, keyAt := s.next()
		name, _ := key.(string)
		if field == "variables" {
			s.found.variables[name] = keyAt
		}
		if name != "id" || !isLayer {
			s.value(name, false)
			continue
		}
		id, _ := s.next()
		if id, ok := id.(string); ok {
			s.found.layers[id] = at
		}
	}
	s.next()
}
