package svg

import (
	"fmt"
	"strings"

	"placard/render/display"
)

// point is a point of whatever plane is meant.
type point = display.Point

// pathReader makes segments of path data (SVG 2 §9.3).
type pathReader struct {
	scan  scanner
	out   display.Path
	start point // of the present subpath
	at    point // where the pen is
	ctrl  point // the last control point
	last  byte  // the command before in lower case, whose control point S or T reflects
}

// arity is how many numbers each command takes at a time.
var arity = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}

// lower is the bit by which small letters, whose coordinates are from the pen, differ from capitals.
const lower = 'a' - 'A'

// parsePath reads the d attribute.
func parsePath(d string) (display.Path, error) {
	if d == "none" {
		return nil, nil
	}
	p := pathReader{scan: scanner{text: d}}
	for first := true; !p.scan.done(); first = false {
		command, err := p.command(first)
		if err != nil {
			return nil, err
		}
		for fresh := true; fresh || arity[command|lower] > 0 && p.scan.another(); fresh = false {
			if err := p.once(command, fresh); err != nil {
				return nil, err
			}
			if len(p.out) > MaxSegments {
				return nil, fmt.Errorf("it has more than %d segments; simplify it", MaxSegments)
			}
			if command|lower == 'm' {
				command-- // further numbers after a move are lines, and l is the letter before m
			}
		}
	}
	return p.out, nil
}

// command reads a letter; the first of a path is a move.
func (p *pathReader) command(first bool) (byte, error) {
	c := p.scan.peek()
	switch _, known := arity[c|lower]; {
	case first && c|lower != 'm':
		return 0, p.scan.wanted("M, as a path starts with a move")
	case c < 'A' || !known:
		return 0, p.scan.wanted("one of M L H V C S Q T A Z")
	}
	p.scan.at++
	return c, nil
}

// once reads the numbers of a command and does it. fresh says that its letter stands before them, where no comma
// may be.
func (p *pathReader) once(command byte, fresh bool) error {
	var a [7]float64
	letter := command | lower
	for i := range arity[letter] {
		if fresh && i == 0 {
			p.scan.space()
		} else {
			p.scan.comma()
		}
		v, err := p.argument(letter == 'a' && (i == 3 || i == 4))
		if err != nil {
			return err
		}
		a[i] = v
	}
	if command == letter {
		p.absolute(letter, &a)
	}
	p.do(letter, &a)
	p.last = letter
	return nil
}

// argument reads a number, or a flag: one digit, which the next number may follow at once.
func (p *pathReader) argument(flag bool) (float64, error) {
	if !flag {
		return p.scan.number()
	}
	c := p.scan.peek()
	if c != '0' && c != '1' {
		return 0, p.scan.wanted("a flag, 0 or 1")
	}
	p.scan.at++
	return float64(c - '0'), nil
}

// absolute adds the pen's place to the numbers that are coordinates.
func (p *pathReader) absolute(command byte, a *[7]float64) {
	switch command {
	case 'h':
		a[0] += p.at.X
	case 'v':
		a[0] += p.at.Y
	case 'a':
		a[5] += p.at.X
		a[6] += p.at.Y
	default:
		for i := 0; i < arity[command]; i += 2 {
			a[i] += p.at.X
			a[i+1] += p.at.Y
		}
	}
}

// do appends what an absolute command draws.
func (p *pathReader) do(command byte, a *[7]float64) {
	switch command {
	case 'm':
		p.start = point{X: a[0], Y: a[1]}
		p.add(display.Move, p.start)
	case 'l':
		p.add(display.Line, point{X: a[0], Y: a[1]})
	case 'h':
		p.add(display.Line, point{X: a[0], Y: p.at.Y})
	case 'v':
		p.add(display.Line, point{X: p.at.X, Y: a[0]})
	case 'c':
		p.add(display.Cubic, point{X: a[0], Y: a[1]}, point{X: a[2], Y: a[3]}, point{X: a[4], Y: a[5]})
	case 's':
		p.add(display.Cubic, p.reflected("cs"), point{X: a[0], Y: a[1]}, point{X: a[2], Y: a[3]})
	case 'q':
		p.add(display.Quad, point{X: a[0], Y: a[1]}, point{X: a[2], Y: a[3]})
	case 't':
		p.add(display.Quad, p.reflected("qt"), point{X: a[0], Y: a[1]})
	case 'a':
		p.arc(a)
	case 'z':
		p.out = append(p.out, display.Segment{Verb: display.Close})
		p.at = p.start
	}
}

// add appends a segment and moves the pen to its end. What follows a Z without a move starts where that subpath
// began.
func (p *pathReader) add(verb display.Verb, points ...point) {
	if last := len(p.out) - 1; verb != display.Move && p.out[last].Verb == display.Close {
		p.out = append(p.out, display.Segment{Verb: display.Move, P: [3]point{p.start}})
	}
	s := display.Segment{Verb: verb}
	copy(s.P[:], points)
	p.out = append(p.out, s)
	p.at = points[len(points)-1]
	if len(points) > 1 {
		p.ctrl = points[len(points)-2]
	}
}

// reflected is the last control point mirrored at the pen, if the command before was one of two; else the pen.
func (p *pathReader) reflected(commands string) point {
	if strings.IndexByte(commands, p.last) < 0 {
		return p.at
	}
	return point{X: 2*p.at.X - p.ctrl.X, Y: 2*p.at.Y - p.ctrl.Y}
}
