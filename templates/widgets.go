package templates

// QR is a QR code (ISO/IEC 18004).
type QR struct {
	Base
	Value      string  `json:"value" runes:"0..MaxCode" required:"true" main:"true"`
	Color      Paint   `json:"color" default:"black"`
	Background Paint   `json:"background" default:"white"` // nil: none
	ECC        ECC     `json:"ecc" default:"M"`
	QuietZone  float64 `json:"quiet_zone" range:"0..MaxQuiet" default:"4"` // modules left free on each side
	Rounded    float64 `json:"rounded" range:"0..1" default:"0"`           // of the corners; 1: a module by itself is a circle
	Logo       string  `json:"logo" pattern:"Source" default:""`           // in the middle, as the src of an image layer
}

// Barcode is a linear code.
type Barcode struct {
	Base
	Value      string    `json:"value" runes:"0..MaxCode" required:"true" main:"true"`
	Symbology  Symbology `json:"symbology" default:"code128"`
	Color      Color     `json:"color" default:"black"`
	Background Paint     `json:"background" default:"white"` // nil: none
	QuietZone  bool      `json:"quiet_zone" default:"true"`  // keep the room free on both sides that readers want
	ShowText   bool      `json:"show_text" default:"true"`
	FontFamily string    `json:"font_family" runes:"1..MaxName" default:"Inter"`
	FontSize   float64   `json:"font_size" range:"0..MaxFontSize" default:"0" length:"true"` // px; 0: by the size of the bars
}

// Rating is a row of stars or the like, as many of them filled as Value says.
type Rating struct {
	Base
	Value float64 `json:"value" range:"0..MaxRating" required:"true" main:"true"`
	Max   int     `json:"max" range:"1..MaxRating" default:"5"`
	Shape Mark    `json:"shape" default:"star"`
	Gap   float64 `json:"gap" range:"0..MaxOffset" default:"4" length:"true"` // px
	Fill  Paint   `json:"fill" default:"#f5a623"`                             // nil: none
	Track Paint   `json:"track" default:"#d9dce1"`                            // of what is not filled; nil: none
}

// Progress is a bar or a ring, of which as much is filled as Value is of Max.
type Progress struct {
	Base
	Value     float64     `json:"value" range:"0..MaxNumber" required:"true" main:"true"`
	Max       float64     `json:"max" range:"0..MaxNumber" default:"100"`
	Shape     Progression `json:"shape" default:"bar"`
	Fill      Paint       `json:"fill" default:"#3b82f6"`                                   // nil: none
	Track     Paint       `json:"track" default:"#e5e7eb"`                                  // nil: none
	Thickness float64     `json:"thickness" range:"0..MaxOffset" default:"0" length:"true"` // of a ring, px; 0: an eighth of its width
	Start     float64     `json:"start" range:"-MaxAngle..MaxAngle" default:"0"`            // of a ring, degrees clockwise from the top
	Sweep     float64     `json:"sweep" range:"1..360" default:"360"`                       // of a ring when full, degrees
	Cap       Cap         `json:"cap" default:"round"`                                      // a bar that is not round has its Radius
}

// Chart draws numbers.
type Chart struct {
	Base
	Kind       ChartKind `json:"kind" default:"bar"`
	Data       Data      `json:"data" required:"true" main:"true"`
	Labels     []string  `json:"labels" items:"0..MaxData" runes:"0..MaxName"` // of the numbers, in order
	Colors     []Color   `json:"colors" items:"0..MaxSeries"`                  // of the series, or of the slices; then those of the palette
	Color      Color     `json:"color" default:"#4b5563"`                      // of labels and, fainter, of the grid
	FontFamily string    `json:"font_family" runes:"1..MaxName" default:"Inter"`
	FontSize   float64   `json:"font_size" range:"0..MaxFontSize" default:"0" length:"true"` // px; 0: by the size of the chart
	Stacked    bool      `json:"stacked" default:"false"`                                    // series of bars and areas upon one another
	Horizontal bool      `json:"horizontal" default:"false"`                                 // bars from left to right, one below the other
	Smooth     bool      `json:"smooth" default:"false"`                                     // lines without corners
	Thickness  float64   `json:"thickness" range:"0..MaxOffset" default:"0" length:"true"`   // of lines and of a donut's ring, px; 0: by the size
	Axis       bool      `json:"axis" default:"true"`                                        // ticks, grid and labels
	Values     bool      `json:"values" default:"false"`                                     // write each number at its mark
	Legend     bool      `json:"legend" default:"true"`                                      // where there are several series
	Prefix     string    `json:"prefix" runes:"0..MaxName" default:""`                       // of numbers: "$"
	Suffix     string    `json:"suffix" runes:"0..MaxName" default:""`                       // " %"
	Min        Number    `json:"min"`                                                        // of the axis; none: by the data
	Max        Number    `json:"max"`
}
