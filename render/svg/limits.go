package svg

// What a drawing may cost. Logos and icons are far below; what is above is a map or a trap. Together they keep
// Parse within some 20 ms.
const (
	// MaxBytes is the longest drawing: the largest of 500 logos looked at has 60 kB.
	MaxBytes = 256 << 10

	// MaxElements bounds the elements of a drawing, those that `use` repeats counted each time.
	MaxElements = 8192

	// MaxDepth bounds how deep elements nest, `use` included. Editors write five or ten.
	MaxDepth = 48

	// MaxLayers bounds how deep groups nest that need a layer of pixels: those with opacity, clips or blends. It
	// leaves as many for what the drawing is in (display.MaxNesting).
	MaxLayers = 16

	// MaxSegments bounds the segments of all paths, those that `use` repeats counted each time, so that a card
	// can hold two such drawings (display.MaxSegments).
	MaxSegments = 20000

	// MaxStops is how many colours a gradient may have. It leaves room for those that are put between, see
	// display.MaxStops.
	MaxStops = 64

	// MaxStyleSteps bounds the comparing of style rules with elements: 100 rules for 1300 elements.
	MaxStyleSteps = 1 << 17

	// MaxSelector is how many elements a selector may name, one in another.
	MaxSelector = 8

	// MaxValue is the longest value of a property in bytes, as a rule may say it of every element.
	MaxValue = 4096

	// MaxTransforms is how many functions a transform may chain.
	MaxTransforms = 64

	// MaxSteps bounds what uniting clips, finding the boxes of groups and placing gradients take together: shapes
	// of 500 curves in clips, or 2000 shapes with gradients of 64 colours.
	MaxSteps = 1 << 20

	// MaxNumber is the largest number there may be; beyond, sums lose what can be seen.
	MaxNumber = 1e9

	// MaxDashes bounds the pieces that dashes cut all strokes into, or one that is as wide at every size.
	MaxDashes = 10000
)
