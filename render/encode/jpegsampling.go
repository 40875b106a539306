package encode

// Table classes: T.81's annex K has tables for two.
const (
	luma = iota
	chroma
	classes
)

// components are Y, Cb and Cr.
const components = 3

// classOf returns which tables a component uses.
func classOf(component int) int { return min(component, chroma) }

// tileBlocks is how many blocks a tile has.
const tileBlocks = 6

// sampling is what a way of sampling colour means for MCUs and tiles.
type sampling struct {
	side       int             // of a MCU and height of a tile, px
	across     int             // blocks of Y in a MCU, across and down; of Cb and Cr there is one
	blocks     int             // in a MCU
	components [tileBlocks]int // of the blocks of a tile, in the order of the file
	twins      [3]pairing
}

// pairing says what twins hold: blocks of a tile that have the same tables.
type pairing struct{ class, first, second int }

var samplings = [...]sampling{
	Chroma420: {
		side: 2 * blockSide, across: 2, blocks: 6,
		components: [tileBlocks]int{0, 0, 0, 0, 1, 2},
		twins:      [3]pairing{{luma, 0, 2}, {luma, 1, 3}, {chroma, 4, 5}},
	},
	Chroma444: {
		side: blockSide, across: 1, blocks: 3,
		components: [tileBlocks]int{0, 1, 2, 0, 1, 2},
		twins:      [3]pairing{{luma, 0, 3}, {chroma, 1, 4}, {chroma, 2, 5}},
	},
}
