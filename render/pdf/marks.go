package pdf

// Crop marks as printers draw them: 5 mm long and a hairline thick, and at least 3 mm from the paper, so that a
// knife that slips a little leaves none of them.
const (
	markLength = 5 * ptMM
	markGap    = 3 * ptMM
	markWidth  = 0.25     // pt
	markMargin = 1 * ptMM // beyond them, which printers cannot print to
)

// markStart is how far from the paper the marks start, in pt: outside of the bleed.
func markStart(bleed float64) float64 { return max(bleed, markGap) }
