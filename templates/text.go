package templates

// Text is a paragraph of text, or several split by "\n", in a box. LetterSpacing is in px at FontSize, and
// shrinks with the text; Fit: shrink goes down to MinFontSize, and does nothing if that is not less than
// FontSize; grow_shrink goes up to MaxFontSize as well. Of the texts with one FitGroup on a page, all take the
// smallest size that one of them comes to.
type Text struct {
	Base           `optional:"width height"`
	Text           string         `json:"text" runes:"0..MaxTextRunes" default:"" main:"true"`
	Markup         bool           `json:"markup" default:"false"`
	Emphasis       *TextStyle     `json:"emphasis"`                                       // of *words* in markup; nil: italic
	FontFamily     string         `json:"font_family" runes:"1..MaxName" default:"Inter"` // see Families
	FontWeight     int            `json:"font_weight" range:"1..1000" default:"400"`
	FontStyle      FontStyle      `json:"font_style" default:"normal"`
	FontSize       float64        `json:"font_size" range:"1..MaxFontSize" default:"16" length:"true"` // px
	LineHeight     LineHeight     `json:"line_height" default:"1.2"`
	LetterSpacing  float64        `json:"letter_spacing" range:"-MaxFontSize..MaxFontSize" default:"0" length:"true"` // px
	Features       Features       `json:"features"`
	Variations     Variations     `json:"variations"`
	Color          Paint          `json:"color" default:"black"`
	Stroke         *Stroke        `json:"stroke"` // of the letters; center is half under them, as outside and inside are wholly
	Align          Align          `json:"align" default:"start"`
	VerticalAlign  VerticalAlign  `json:"vertical_align" default:"top"` // no effect without a height
	Direction      Direction      `json:"direction" default:"auto"`
	Lang           string         `json:"lang" pattern:"Lang" default:""`
	TextTransform  TextTransform  `json:"text_transform" default:"none"`
	TextDecoration TextDecoration `json:"text_decoration" default:"none"`
	Highlight      *Highlight     `json:"highlight"`
	Background     Paint          `json:"background"`          // of its box; nil: none
	Padding        Padding        `json:"padding" default:"0"` // within its box
	Fit            Fit            `json:"fit" default:"none"`
	FitGroup       string         `json:"fit_group" pattern:"GroupName" default:""`                          // empty: it fits alone
	MinFontSize    float64        `json:"min_font_size" range:"1..MaxFontSize" default:"12" length:"true"`   // px
	MaxFontSize    float64        `json:"max_font_size" range:"1..MaxFontSize" default:"2000" length:"true"` // px, of grow_shrink
	Wrap           Wrap           `json:"wrap" default:"word"`
	MaxLines       int            `json:"max_lines" range:"0..MaxTextRunes" default:"0"` // 0: no limit
	Overflow       Overflow       `json:"overflow" default:"ellipsis"`                   // of what MaxLines or Height cannot hold
}

// TextStyle is what differs of a part of a text; what it leaves out is that of the rest.
type TextStyle struct {
	Color          Paint          `json:"color"`
	FontFamily     string         `json:"font_family" runes:"0..MaxName"`
	FontWeight     int            `json:"font_weight" range:"0..1000"` // 0: that of the rest
	FontStyle      FontStyle      `json:"font_style"`
	TextDecoration TextDecoration `json:"text_decoration"`
	Highlight      *Highlight     `json:"highlight"`
}

// Highlight is a marker behind each line, as wide as its letters.
type Highlight struct {
	Paint   Paint   `json:"paint" default:"#ffe066"`
	Padding Padding `json:"padding" default:"0"` // px beyond the letters and the line's height
	Radius  Radii   `json:"radius" default:"0"`
}
