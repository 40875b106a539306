package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// node is an element.
type node struct {
	name     string
	line     int
	parent   *node
	children []*node
	attrs    map[string]string // those that SVG knows; href is xlink:href as well
	id       string
	classes  []string
	setters  []setter  // what it says of its style, weakest first
	outline  *outline  // of a shape, once it has been read
	ramp     *gradient // of a gradient, once it has been read
}

// document is a drawing as a tree.
type document struct {
	root   *node
	nodes  []*node // in document order
	ids    map[string]*node
	sheets []sheet
}

// sheet is the text of a style element, and the line that it starts on.
type sheet struct {
	at   *node
	text string
	line int
}

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// read makes a tree of the text.
func read(data []byte) (*document, error) {
	if len(data) > MaxBytes {
		return nil, &Error{Reason: "it has more than 256 kB; simplify its paths, or use it as a picture"}
	}
	r := reader{
		xml: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))),
		doc: &document{ids: map[string]*node{}},
	}
	for {
		line, _ := r.xml.InputPos()
		token, err := r.xml.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = r.token(token, line)
		} else {
			err = syntax(err, line)
		}
		if err != nil {
			return nil, err
		}
	}
	if r.doc.root == nil {
		return nil, &Error{Reason: "there is no <svg> element in it"}
	}
	return r.doc, nil
}

// syntax is the error of text that is no XML.
func syntax(err error, line int) error {
	reason := err.Error()
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		line, reason = s.Line, "it is not XML: "+s.Msg
	}
	switch {
	case strings.Contains(reason, "CharsetReader"):
		reason = "it is not in UTF-8; save it so"
	case strings.Contains(reason, "invalid character entity"):
		reason += "; write the character itself, as only &amp; &lt; &gt; &quot; &apos; and numbers are known"
	}
	return &Error{Line: line, Reason: reason}
}

// reader builds the tree.
type reader struct {
	xml     *xml.Decoder
	doc     *document
	open    *node
	depth   int
	count   int
	ignored int // how many open elements are inside of one that draws nothing, that one included
}

func (r *reader) token(token xml.Token, line int) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(&t, line)
	case xml.EndElement:
		r.end()
	case xml.CharData:
		if r.ignored == 0 && r.open != nil && r.open.name == "style" {
			r.style(string(t), line)
		}
	case xml.Directive:
		return &Error{Line: line, Reason: "a DOCTYPE may pull in other texts and is refused; remove it, and write out the entities it defines"}
	case xml.ProcInst:
		if t.Target == "xml-stylesheet" {
			return &Error{Line: line, Reason: "a style sheet elsewhere is not fetched; put it into a <style> element"}
		}
	}
	return nil
}

// style takes up text of the open style element, which comments and CDATA may cut into pieces.
func (r *reader) style(text string, line int) {
	if last := len(r.doc.sheets) - 1; last >= 0 && r.doc.sheets[last].at == r.open {
		r.doc.sheets[last].text += text
		return
	}
	r.doc.sheets = append(r.doc.sheets, sheet{r.open, text, line})
}

func (r *reader) start(t *xml.StartElement, line int) error {
	n := &node{name: t.Name.Local, line: line, parent: r.open}
	if r.depth++; r.depth > MaxDepth {
		return n.fail("elements nest deeper than %d; flatten the groups", MaxDepth)
	}
	if r.count++; r.count > MaxElements {
		return n.fail("there are more than %d elements; simplify the drawing", MaxElements)
	}
	ours := t.Name.Space == svgSpace || t.Name.Space == ""
	if err := r.refuse(n, t, ours); err != nil {
		return err
	}
	if r.ignored > 0 || !ours {
		r.ignored++
		return nil
	}
	if r.open == nil {
		if r.doc.root != nil || n.name != "svg" {
			return n.fail("a drawing is one <svg> element; put everything inside of it")
		}
		r.doc.root = n
	}
	if err := r.attributes(n, t.Attr); err != nil {
		return err
	}
	r.doc.nodes = append(r.doc.nodes, n)
	if r.open != nil {
		r.open.children = append(r.open.children, n)
	}
	r.open = n
	if silent[n.name] {
		r.ignored = 1
	}
	return nil
}

func (r *reader) end() {
	r.depth--
	if r.ignored > 0 {
		if r.ignored--; r.ignored > 0 || r.open == nil || !silent[r.open.name] {
			return
		}
	}
	r.open = r.open.parent
}

// attributes keeps those that mean something here.
func (r *reader) attributes(n *node, list []xml.Attr) error {
	n.attrs = make(map[string]string, len(list))
	for _, a := range list {
		name := a.Name.Local
		_, twice := n.attrs[name]
		switch a.Name.Space {
		case "":
			if twice && name != "href" {
				return n.fail("%s stands there twice; remove one", name)
			}
		case xlinkSpace, "xlink":
			if name != "href" || twice {
				continue // where both stand, href counts
			}
		default:
			continue
		}
		n.attrs[name] = strings.TrimSpace(a.Value)
	}
	n.classes = strings.Fields(n.attrs["class"])
	if n.id = n.attrs["id"]; n.id != "" {
		if r.doc.ids[n.id] == nil { // of several with an id, the first has it
			r.doc.ids[n.id] = n
		}
	}
	if href, ok := n.attrs["href"]; ok && n.name != "a" && !strings.HasPrefix(href, "#") {
		return n.fail("href %s leads elsewhere, and nothing is fetched; bring what it means into the drawing and refer to it as #id", clip(href))
	}
	return nil
}

// target is the element that a reference "#id" names.
func (d *document) target(href string) *node { return d.ids[strings.TrimPrefix(href, "#")] }
