package bidi

import "golang.org/x/text/unicode/bidi"

// resolveWeak applies W1–W7.
func (s *sequence) resolveWeak() {
	s.resolveMarks()
	s.resolveNumbers()
	s.resolveTerminators()
	s.resolveLatinNumbers()
}

// resolveMarks applies W1: a mark takes the class of what it stands on.
func (s *sequence) resolveMarks() {
	previous := s.sos
	for i := range s.items {
		class := s.items[i].class
		if class == bidi.NSM {
			s.items[i].class = previous
		}
		previous = s.items[i].class
		if isIsolateInitiator(class) || class == bidi.PDI {
			previous = bidi.ON
		}
	}
}

// resolveNumbers applies W2 (European numbers after Arabic letters), W3 and W4 (separators in numbers).
// W4 looks at the class of its left neighbour after W2 and, for the right one, decides W2 ahead.
func (s *sequence) resolveNumbers() {
	strong := s.sos
	for i := range s.items {
		switch s.items[i].class {
		case bidi.L, bidi.R:
			strong = s.items[i].class
		case bidi.AL:
			strong = bidi.AL
			s.items[i].class = bidi.R
		case bidi.EN:
			s.items[i].class = numberAfter(strong)
		case bidi.ES, bidi.CS:
			s.items[i].class = s.separatorAt(i, strong)
		}
	}
}

// numberAfter is the class of a European number after a strong character (W2).
func numberAfter(strong bidi.Class) bidi.Class {
	if strong == bidi.AL {
		return bidi.AN
	}
	return bidi.EN
}

// separatorAt applies W4: one separator between two numbers of a kind joins them.
func (s *sequence) separatorAt(i int, strong bidi.Class) bidi.Class {
	class := s.items[i].class
	if i == 0 || i+1 == len(s.items) {
		return class
	}
	next := s.items[i+1].class
	if next == bidi.EN {
		next = numberAfter(strong)
	}
	if next != s.items[i-1].class {
		return class
	}
	if next == bidi.EN || next == bidi.AN && class == bidi.CS {
		return next
	}
	return class
}

// resolveTerminators applies W5 and W6: terminators beside European numbers join them; those and
// separators left over become neutral.
func (s *sequence) resolveTerminators() {
	for i := 0; i < len(s.items); i++ {
		switch s.items[i].class {
		case bidi.ES, bidi.CS:
			s.items[i].class = bidi.ON
		case bidi.ET:
			end := i
			for end < len(s.items) && s.items[end].class == bidi.ET {
				end++
			}
			class := bidi.ON
			if i > 0 && s.items[i-1].class == bidi.EN || end < len(s.items) && s.items[end].class == bidi.EN {
				class = bidi.EN
			}
			for ; i < end; i++ {
				s.items[i].class = class
			}
			i--
		}
	}
}

// resolveLatinNumbers applies W7: European numbers after L are L.
func (s *sequence) resolveLatinNumbers() {
	strong := s.sos
	for i := range s.items {
		switch s.items[i].class {
		case bidi.L, bidi.R:
			strong = s.items[i].class
		case bidi.EN:
			if strong == bidi.L {
				s.items[i].class = bidi.L
			}
		}
	}
}
