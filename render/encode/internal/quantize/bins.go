package quantize

import (
	"encoding/binary"
	"image"
	"slices"
)

// bin is a small cube of colours, and the pixels that have them.
type bin struct {
	at     point
	count  int64
	votes  int64  // for likely, less those against it
	likely uint32 // the colour of more than half of the pixels, if there is one (Boyer and Moore)
	sum    [4]int64
}

// binBits are 5 of each colour and 3 of alpha.
const binBits = 18

func binOf(v uint32) uint32 {
	return v>>3&0x1f | v>>6&(0x1f<<5) | v>>9&(0x1f<<10) | v>>29<<15
}

// count puts pixels into bins. A bin stands for the colour that most of its pixels have, or for their
// mean.
func count(img *image.RGBA) []bin {
	where := make([]int32, 1<<binBits) // index plus one
	var bins []bin
	for y := range img.Rect.Dy() {
		row := rowOf(img, y)
		for len(row) >= 4 {
			v := binary.LittleEndian.Uint32(row)
			n := 4
			for n+4 <= len(row) && binary.LittleEndian.Uint32(row[n:]) == v {
				n += 4
			}
			row = row[n:]
			at := &where[binOf(v)]
			if *at == 0 {
				bins = append(bins, bin{})
				*at = int32(len(bins))
			}
			bins[*at-1].add(v, int64(n/4))
		}
	}
	for i := range bins {
		b := &bins[i]
		if b.votes > b.count/2 {
			b.at = pointOf(b.likely)
			continue
		}
		for c := range b.at {
			w := int64(weights[c] * pointScale)
			b.at[c] = int32((b.sum[c]*w + b.count/2) / b.count)
		}
	}
	return slices.Clip(bins)
}

func (b *bin) add(v uint32, n int64) {
	b.count += n
	switch {
	case v == b.likely:
		b.votes += n
	case b.votes >= n:
		b.votes -= n
	default:
		b.likely, b.votes = v, n-b.votes
	}
	for c := range b.sum {
		b.sum[c] += n * int64(v>>(8*c)&0xff)
	}
}
