// Package code turns values into the modules of QR codes and barcodes.
//
// It draws nothing: a module is a unit of width, and what one measures is the caller's to choose. Every
// function is safe for concurrent use, and every error is one for the author of the value, with the remedy.
package code

import (
	"errors"
	"fmt"

	"rsc.io/qr/coding"
)

// Level is how much of a QR code may be lost before it cannot be read any more.
type Level int

// The levels (ISO/IEC 18004, 7.5.1): about 7, 15, 25 and 30 % of the codewords can be restored.
const (
	L Level = iota
	M
	Q
	H
)

func (l Level) String() string { return coding.Level(l).String() }

// Matrix is the modules of a QR code, without the quiet zone around it.
type Matrix struct {
	Size int // modules a side
	Hole int // modules a side of the square in the middle that was left out, 0: none
	dark []bool
}

// QuietZone is how many light modules belong around a QR code (ISO/IEC 18004, 5.3.8).
const QuietZone = 4

// Finder is how many modules a side its finder patterns have: the squares in three corners.
const Finder = 7

// Dark tells whether the module in column x and row y, from the top left, is dark. Those outside are not.
func (m *Matrix) Dark(x, y int) bool {
	return 0 <= x && x < m.Size && 0 <= y && y < m.Size && m.dark[y*m.Size+x]
}

// QR encodes a value, as UTF-8, in the smallest code that holds it.
func QR(value string, level Level) (*Matrix, error) { return QRAround(value, level, 0) }

// QRAround encodes a value around a square in its middle, of a share (0..MaxHole) of its side or, as whole modules
// have it, a little less. The modules under the square and within one module of it are left out; the code is as
// large as it takes for the rest to be read.
func QRAround(value string, level Level, share float64) (*Matrix, error) {
	switch {
	case value == "":
		return nil, errors.New("qr: the value is empty; a code needs at least one character")
	case level < L || level > H:
		return nil, fmt.Errorf("qr: there is no level %d", int(level))
	case !(share >= 0 && share <= MaxHole):
		return nil, fmt.Errorf("qr: a hole of %v of the side is not in 0..%v", share, MaxHole)
	}
	if len(value) > maxDigits {
		return nil, tooLong(value, level)
	}
	var parts []coding.Encoding
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if v == coding.MinVersion || v == 10 || v == 27 { // from here on, lengths have more bits
			parts = segments(value, v)
		}
		if !fit(parts, v, level) {
			continue
		}
		m, err := newMatrix(parts, v, level, share)
		if m != nil || err != nil {
			return m, err
		}
	}
	return nil, tooLong(value, level)
}

// newMatrix makes a code of a version. It is nil if too much of it would be left out.
func newMatrix(parts []coding.Encoding, v coding.Version, level Level, share float64) (*Matrix, error) {
	plan, err := coding.NewPlan(v, coding.Level(level), 0)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	hole := holeSize(len(plan.Pixel), share)
	if !readable(plan, hole) {
		return nil, nil
	}
	m, err := masked(plan, parts)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	m.Hole = hole
	from := (m.Size - hole) / 2
	for y := from; y < from+hole; y++ {
		clear(m.dark[y*m.Size+from:][:hole])
	}
	return m, nil
}

// tooLong says how much fits.
func tooLong(value string, level Level) error {
	msg := fmt.Sprintf("qr: %d bytes are too many for ecc %v, which holds %d", len(value), level, room(level))
	if len(value) <= maxDigits && level != L && fit(segments(value, coding.MaxVersion), coding.MaxVersion, L) {
		return fmt.Errorf("%s; shorten the value, or set ecc L, which holds %d", msg, room(L))
	}
	return fmt.Errorf("%s; shorten the value", msg)
}

// room is how many bytes of text the largest code holds, after its mode and length.
func room(level Level) int {
	return coding.Version(coding.MaxVersion).DataBytes(coding.Level(level)) - 3
}
