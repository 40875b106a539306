package templates

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Format writes template JSON in its canonical form, as one would by hand: fields in the order of the
// documentation, a layer a block, and what is short on one line. Numbers stay as they were written, and an
// empty line between two elements of a list stays one. Decode reads the same from it as before.
//
// It knows fields and types, but does not judge them: what Decode would refuse is kept, behind what is
// known. Only text that is not JSON, or no object, is an error, of the form that Decode's have. A byte
// order mark is taken off.
func Format(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	root, err := parseJSON(data)
	if err != nil {
		return nil, err
	}
	if root.kind != objectKind {
		b := binder{source: data}
		b.wrong(&root, objectKind.String())
		return nil, b.err()
	}
	arrangeTemplate(&root)
	p := printer{source: data}
	p.root(&root)
	p.write("\n")
	if len(p.out) > MaxBytes {
		return nil, &Error{Msg: fmt.Sprintf("%d bytes once formatted; the limit is %d", len(p.out), MaxBytes), kind: ErrTooLarge}
	}
	return p.out, nil
}

const (
	// formatColumns is how long a line may get, but for a text that is longer and for the bracket that opens
	// a group's layers: a small layer fits on one, and two columns on a screen.
	formatColumns = 110
	// formatIndent is one step to the right.
	formatIndent = 2
)

// printer writes nodes over lines.
type printer struct {
	source []byte // where the nodes came from
	out    []byte
	column int // characters on the line so far
}

// root writes a field a line. What holds only objects there, such as the layers, never is on one line.
func (p *printer) root(n *node) {
	if len(n.items) == 0 {
		p.write("{}")
		return
	}
	p.write("{")
	for i := range n.items {
		m := &n.items[i]
		p.separate(i, formatIndent)
		p.name(n, m)
		switch {
		case holdsObjects(&m.node):
			p.lines(&m.node, formatIndent)
		case p.fits(&m.node, 1):
			p.flat(&m.node)
		default:
			p.broken(&m.node, formatIndent)
		}
	}
	p.newline(0)
	p.write("}")
}

// holdsObjects says whether n is a list or an object of nothing but objects.
func holdsObjects(n *node) bool {
	for i := range n.items {
		if n.items[i].kind != objectKind {
			return false
		}
	}
	return len(n.items) > 0
}

// lines writes an element a line, within brackets that stand at indent.
func (p *printer) lines(n *node, indent int) {
	p.open(n)
	for i := range n.items {
		m := &n.items[i]
		if i > 0 {
			p.write(",")
			if p.gap(m) {
				p.out = append(p.out, '\n')
			}
		}
		p.newline(indent + formatIndent)
		p.name(n, m)
		p.value(&m.node, indent+formatIndent)
	}
	p.newline(indent)
	p.close(n)
}

// gap says whether an empty line stood before an element, which the author meant to keep apart from the
// one before it.
func (p *printer) gap(m *member) bool {
	before := bytes.TrimRight(p.source[:m.offset], " \t\r\n")
	return bytes.Count(p.source[len(before):m.offset], []byte("\n")) > 1
}

// value writes a value on what is left of the line if it fits there, else over several lines, of which the
// first starts here and the others are within indent.
func (p *printer) value(n *node, indent int) {
	if p.fits(n, 1) && !holdsLayers(n) {
		p.flat(n)
		return
	}
	p.broken(n, indent)
}

// broken writes a value over several lines.
func (p *printer) broken(n *node, indent int) {
	switch {
	case len(n.items) == 0:
		p.flat(n)
	case n.kind == arrayKind && holdsObjects(n):
		p.lines(n, indent)
	default:
		p.fill(n, indent)
	}
}

// holdsLayers says whether a value is an object with layers of its own, which get a line each.
func holdsLayers(n *node) bool {
	layers := n.get("layers")
	return n.kind == objectKind && layers != nil && holdsObjects(layers)
}

// fill puts as many elements on each line as fit, with those lines that follow the first indented once
// more. What takes several lines itself has them to itself, but a list of objects that comes last opens on
// the line where it stands, as the layers of a group do.
func (p *printer) fill(n *node, indent int) {
	inner := indent + formatIndent
	p.open(n)
	alone := false // the element before had its lines to itself
	for i := range n.items {
		m := &n.items[i]
		last := i == len(n.items)-1
		name := p.nameWidth(n, m)
		room := formatColumns - name - width(&m.node) - len(",")
		if last {
			room -= len("]")
		}
		tall := inner > room || m.name == "layers" && holdsObjects(&m.node)
		opens := tall && last && m.kind == arrayKind && holdsObjects(&m.node)
		switch {
		case i == 0:
		case alone || !opens && (tall || p.column+len(", ") > room):
			p.separate(i, inner)
		default:
			p.write(", ")
		}
		p.name(n, m)
		switch {
		case opens:
			p.lines(&m.node, indent)
		case tall:
			p.broken(&m.node, inner)
		default:
			p.flat(&m.node)
		}
		alone = tall && len(m.items) > 0
	}
	p.close(n)
}

// fits says whether a value has room on the line, with some characters to spare.
func (p *printer) fits(n *node, room int) bool { return p.column+width(n)+room <= formatColumns }

// flat writes a value on one line.
func (p *printer) flat(n *node) { p.write(n.flat()) }

// flat is a value on one line.
func (n *node) flat() string {
	if n.kind != arrayKind && n.kind != objectKind {
		return string(n.appendJSON(nil))
	}
	parts := make([]string, len(n.items))
	for i := range n.items {
		m := &n.items[i]
		if parts[i] = m.flat(); n.kind == objectKind {
			parts[i] = string(appendString(nil, m.name)) + ": " + parts[i]
		}
	}
	open, end := n.brackets()
	return open + strings.Join(parts, ", ") + end
}

// width is how many characters a value has on one line.
func width(n *node) int { return utf8.RuneCountInString(n.flat()) }

// name writes the name of an element of an object.
func (p *printer) name(parent *node, m *member) {
	if parent.kind == objectKind {
		p.write(string(appendString(nil, m.name)) + ": ")
	}
}

// nameWidth is how many characters name writes.
func (p *printer) nameWidth(parent *node, m *member) int {
	if parent.kind != objectKind {
		return 0
	}
	return utf8.RuneCount(appendString(nil, m.name)) + len(": ")
}

// separate starts the line of element i.
func (p *printer) separate(i, indent int) {
	if i > 0 {
		p.write(",")
	}
	p.newline(indent)
}

func (n *node) brackets() (open, end string) {
	if n.kind == objectKind {
		return "{", "}"
	}
	return "[", "]"
}

func (p *printer) open(n *node)  { open, _ := n.brackets(); p.write(open) }
func (p *printer) close(n *node) { _, end := n.brackets(); p.write(end) }

func (p *printer) newline(indent int) {
	p.out = append(p.out, '\n')
	p.out = append(p.out, strings.Repeat(" ", indent)...)
	p.column = indent
}

func (p *printer) write(s string) {
	p.out = append(p.out, s...)
	p.column += utf8.RuneCountInString(s)
}
