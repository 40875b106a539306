package display

// What Check accepts. Templates are far below these; they are the last line before a back end, which
// must draw whatever Check accepts in bounded time and memory.
const (
	// MaxSide is the longest side of a canvas in px: A3 at 600 dpi, and no more than a JPEG or a PDF
	// page may have.
	MaxSide = 10000

	// MaxPixels bounds the canvas's memory: 4096×4096 at 4 bytes is 64 MB.
	MaxPixels = 1 << 24

	// MaxLayerPixels bounds the layers that nested groups need at one moment, so that a picture costs
	// at most as much again as its canvas.
	MaxLayerPixels = MaxPixels

	// MaxCoordinate is how far from the origin anything may be, in px. It leaves room for what hangs far
	// over the edge of the largest canvas, and its 1/64 px fits in 32 bits with room to multiply.
	MaxCoordinate = 1 << 17

	// MaxOps bounds the operations: 200 layers of text on many lines stay far below.
	MaxOps = 20000

	// MaxNesting bounds how deep groups nest. Each level may need a layer.
	MaxNesting = 32

	// MaxGlyphs bounds the glyphs of a list; a page of small print has about 6,000.
	MaxGlyphs = 100000

	// MaxText bounds the bytes that clusters say: 20 for each glyph, as much as an emoji of a family takes.
	MaxText = 20 * MaxGlyphs

	// MaxGlyphSize is the largest em in px. A letter as tall as the largest canvas fits.
	MaxGlyphSize = 16384

	// MaxTags bounds the tags: 200 layers on a page stay far below.
	MaxTags = 4096

	// MaxTagText bounds each text of a tag, in bytes. Browsers take links of 2 kB everywhere and no
	// alternative text is read to its end that is longer than this.
	MaxTagText = 8192

	// MaxSegments bounds the path segments of a list.
	MaxSegments = 50000

	// MaxStrokeWidth is the widest stroke in px: it covers the largest canvas.
	MaxStrokeWidth = 2 * MaxSide

	// MaxDashes bounds the dashes that a stroke is cut into, and so the time it takes.
	MaxDashes = 20000

	// MaxDashPattern is how many lengths a dash pattern may have.
	MaxDashPattern = 32

	// MaxStops is how many colours a gradient may have.
	MaxStops = 256

	// MaxAngle is how far anything may be turned, in degrees: 100 turns. Further on, degrees would lose
	// the digits that tell two directions apart.
	MaxAngle = 36000

	// MaxMove is how far a turn may move, in px. A half turn about the farthest point moves by twice its distance
	// from the origin, √2·MaxCoordinate.
	MaxMove = 3 * MaxCoordinate

	// MaxSigma is the softest shadow or blur in px: a template's softest, blur 400, at four times its size. A back
	// end blurs a margin of three times as much on every side, which MaxShadowPixels bounds.
	MaxSigma = 800

	// MaxShadowPixels bounds the part of a shadow that must be blurred, and so its memory: a byte a pixel,
	// twice. A circle that fills the largest canvas passes with a sigma of 200.
	MaxShadowPixels = 1 << 25

	// MaxSourceSide is the longest side of a source in px, that of a JPEG.
	MaxSourceSide = 65535

	// MaxWork bounds what a list paints in all, in pixels of a plain fill (about 1 ns each): 700 layers
	// that fill a 1200×630 card, or 32 that fill the largest canvas, take about half a second.
	MaxWork = 1 << 29
)
