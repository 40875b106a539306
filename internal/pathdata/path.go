// Package pathdata reads outlines in the language of SVG's d attribute (SVG 2, section 9.3), and numbers as SVG writes
// them. Both templates and drawings have such.
//
// Coordinates are px of the outline's own plane, x right and y down. All functions are safe for concurrent use.
package pathdata

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Segment is one step of an outline in absolute px.
type Segment struct {
	Op     byte          // as in SVG: M, L, Q, C or Z
	Points [3][2]float64 // M and L use the first, Q two, C three, Z none; the last is where it ends
}

// ErrSegments is path data of more segments than there may be.
var ErrSegments = errors.New("too many segments")

// Parse reads path data: all commands, of which arcs become C. Each stretch starts with M. Numbers and places are
// bounded by the scanner, segments by most. Where SVG draws up to a mistake, this is an error with its position: a
// picture that is right up to somewhere is wrong.
func Parse(scan Scanner, most int) ([]Segment, error) {
	p := parser{scan: scan, most: most}
	if err := p.parse(); err != nil {
		return nil, err
	}
	return p.out, nil
}

// parser makes segments of path data.
type parser struct {
	scan  Scanner
	most  int // segments
	out   []Segment
	start [2]float64 // of the present stretch
	at    [2]float64 // where the pen is
	ctrl  [2]float64 // the last control point
	last  byte       // the command before in lower case, whose control point S or T reflects
}

// arity is how many numbers each command takes at a time.
var arity = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}

// parse reads all commands.
func (p *parser) parse() error {
	for first := true; !p.scan.Done(); first = false {
		command, err := p.scan.command(first)
		if err != nil {
			return err
		}
		for fresh := true; fresh || arity[command|lowerCase] > 0 && p.scan.Another(); fresh = false {
			if err := p.once(command, fresh); err != nil {
				return err
			}
			command = afterMove(command)
		}
	}
	return nil
}

// lowerCase is the bit by which small letters differ from capitals, which are absolute.
const lowerCase = 'a' - 'A'

// afterMove is what further numbers after a command mean: after a move, lines.
func afterMove(command byte) byte {
	switch command {
	case 'm':
		return 'l'
	case 'M':
		return 'L'
	}
	return command
}

// once reads the numbers of a command and does it. fresh says that its letter stands before them.
func (p *parser) once(command byte, fresh bool) error {
	var args [7]float64
	lower := command | lowerCase
	from := p.scan
	for i := range arity[lower] {
		number, err := p.scan.argument(fresh && i == 0, lower == 'a' && (i == 3 || i == 4))
		if err != nil {
			return err
		}
		args[i] = number
	}
	if command == lower {
		p.absolute(lower, &args)
	}
	if p.do(lower, &args); len(p.out) > p.most {
		return ErrSegments
	}
	p.last = lower
	return p.inRange(from)
}

// absolute adds the pen's place to the numbers that are coordinates.
func (p *parser) absolute(command byte, args *[7]float64) {
	switch command {
	case 'h':
		args[0] += p.at[0]
	case 'v':
		args[0] += p.at[1]
	case 'a':
		args[5] += p.at[0]
		args[6] += p.at[1]
	default:
		for i := range arity[command] {
			args[i] += p.at[i%2]
		}
	}
}

// do appends what an absolute command draws.
func (p *parser) do(command byte, a *[7]float64) {
	switch command {
	case 'm':
		p.start = [2]float64{a[0], a[1]}
		p.add('M', p.start)
	case 'l':
		p.add('L', [2]float64{a[0], a[1]})
	case 'h':
		p.add('L', [2]float64{a[0], p.at[1]})
	case 'v':
		p.add('L', [2]float64{p.at[0], a[0]})
	case 'c':
		p.add('C', [2]float64{a[0], a[1]}, [2]float64{a[2], a[3]}, [2]float64{a[4], a[5]})
	case 's':
		p.add('C', p.reflected('c', 's'), [2]float64{a[0], a[1]}, [2]float64{a[2], a[3]})
	case 'q':
		p.add('Q', [2]float64{a[0], a[1]}, [2]float64{a[2], a[3]})
	case 't':
		p.add('Q', p.reflected('q', 't'), [2]float64{a[0], a[1]})
	case 'a':
		for _, s := range Arc(p.at, [2]float64{a[0], a[1]}, a[2], a[3] == 1, a[4] == 1, [2]float64{a[5], a[6]}) {
			p.add(s.Op, s.Points[:s.count()]...)
		}
	case 'z':
		p.out = append(p.out, Segment{Op: 'Z'})
		p.at = p.start
	}
}

// add appends a segment and moves the pen to its end. What follows a Z without a move starts where that
// stretch began (SVG 2, section 9.3.4).
func (p *parser) add(op byte, points ...[2]float64) {
	if op != 'M' && p.out[len(p.out)-1].Op == 'Z' {
		p.out = append(p.out, Segment{Op: 'M', Points: [3][2]float64{p.start}})
	}
	s := Segment{Op: op}
	copy(s.Points[:], points)
	p.out = append(p.out, s)
	p.at = points[len(points)-1]
	if len(points) > 1 {
		p.ctrl = points[len(points)-2]
	}
}

// reflected is the last control point mirrored at the pen, if the command before was one of two; else the pen.
func (p *parser) reflected(commands ...byte) [2]float64 {
	if !strings.Contains(string(commands), string(p.last)) {
		return p.at
	}
	return [2]float64{2*p.at[0] - p.ctrl[0], 2*p.at[1] - p.ctrl[1]}
}

// inRange refuses points that are too far off. from stands where the command's numbers start.
func (p *parser) inRange(from Scanner) error {
	most := p.scan.Most
	for i := max(0, len(p.out)-maxArcSegments); i < len(p.out); i++ {
		for _, point := range p.out[i].Points {
			if !(math.Abs(point[0]) <= most && math.Abs(point[1]) <= most) {
				return fmt.Errorf("character %d: it leads to %.6g,%.6g; coordinates are in %s", from.column(), point[0], point[1], p.scan.bounds())
			}
		}
	}
	return nil
}
