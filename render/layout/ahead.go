package layout

import "placard/templates"

// readAhead has the faces of texts read while their pictures are decoded and one another's texts are shaped: the first
// picture that a process makes is ready earlier by that.
func (b *builder) readAhead(layers []templates.Layer) {
	for _, l := range layers {
		if !IsShown(l) {
			continue
		}
		switch l := l.(type) {
		case *templates.Text:
			if face := b.fonts.Match(families(l.FontFamily), l.FontWeight, styleOf(l.FontStyle)); face != nil {
				face.ReadAhead()
			}
		case *templates.Group:
			b.readAhead(l.Layers)
		}
	}
}
