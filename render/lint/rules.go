package lint

// Rule is something that a template is held to.
type Rule struct {
	Severity Severity
	About    string // what it finds
}

// Rules are all, by their names.
var Rules = map[string]Rule{
	"decode":          {Failure, "what is no template: an unknown field, a value out of its range"},
	"render":          {Failure, "what cannot be drawn with the template's own samples"},
	"picture":         {Warning, "a picture that cannot be had, so that another or none stands in; an error where none can"},
	"overflow":        {Warning, "a text that sticks out of its box"},
	"clipped":         {Warning, "a text that is cut off at the edge of its box"},
	"ellipsis":        {Warning, "a sample whose text is cut short"},
	"small":           {Warning, "a text that shrinks until it is hard to read"},
	"off-canvas":      {Warning, "a text that leaves the picture, or a layer that is wholly outside of it"},
	"safe-area":       {Warning, "a text outside of safe_area"},
	"missing-glyph":   {Warning, "characters that no font has"},
	"contrast":        {Warning, "a text that stands out too little from the pixels under it"},
	"unused-variable": {Warning, "a variable that nothing names"},
	"unused-asset":    {Warning, "a file among the assets that no template names"},
}

const (
	// shownWidth is how wide, in px, a card is shown in a feed on a telephone at least; larger ones are scaled down.
	shownWidth = 400.0
	// leastShown is the size, in px as shown, below which letters are guessed more than read.
	leastShown = 6.0
)

// readable is the least size of letters on a canvas of a width, design px.
func readable(width int) float64 {
	return leastShown * max(1, float64(width)/shownWidth)
}
