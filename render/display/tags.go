package display

// Tag says what a stretch of operations is to a reader, for back ends that write structure, links and
// bookmarks. Tags enclose one another whole or not at all, the outer one first. What no tag with a role
// holds is decoration.
type Tag struct {
	From, To int    // the operations [From, To) of the list; none for what paints nothing
	Layer    string // id of the layer
	Role     Role
	Box      Rect   // of the layer
	Alt      string // what a figure shows
	Text     string // what a paragraph says, in logical order, where its glyphs have another; empty: what they say
	Lang     string // BCP 47; empty: the document's
	Link     string // where a click leads; empty: nowhere
	Bookmark string // its name in the table of contents; empty: not in it
}

// Role is what a layer is to one who cannot see it.
type Role uint8

// The roles.
const (
	Decoration Role = iota
	Paragraph       // text
	Figure          // a picture with an alternative text
	Section         // a group, which holds others
)
