package vp8l

import "math/bits"

// predictBits is the side of a tile that chooses how its pixels are predicted (section 3.5.1): 16 px.
const predictBits = 4

// predictors are those that are tried, of 14. The others win little: 0.3 % of a card's file, for twice the time.
var predictors = [...]uint8{1, 2, 11, 12, 7, 5}

const (
	opaqueBlack = 0xff000000
	highBytes   = 0xff00ff00
	lowBytes    = 0x00ff00ff
)

// subBytes is a-b, byte by byte.
func subBytes(a, b uint32) uint32 {
	high := a&highBytes | lowBytes
	low := a&lowBytes | highBytes
	return (high-b&highBytes)&highBytes | (low-b&lowBytes)&lowBytes
}

// mean is the mean of each byte, rounded down.
func mean(a, b uint32) uint32 { return a&b + (a^b)&0xfefefefe>>1 }

const lanes = 0x0001000100010001

// spread puts the bytes of v into four lanes of 16 bits.
func spread(v uint32) uint64 {
	w := uint64(v)
	w = (w | w<<16) & 0x0000ffff0000ffff
	return (w | w<<8) & (0xff * lanes)
}

// gather is spread's inverse.
func gather(w uint64) uint32 {
	w = (w | w>>8) & 0x0000ffff0000ffff
	return uint32(w | w>>16)
}

// gradient is left + top - topLeft, clamped, byte by byte.
func gradient(left, top, topLeft uint32) uint32 {
	v := spread(left) + spread(top) + 256*lanes - spread(topLeft) // in 1..766
	above := v >> 9 & lanes * 255
	below := ^(v>>8 | v>>9) & lanes * 255
	return gather((v | above) &^ below & (255 * lanes))
}

// distance is the sum of the differences of all bytes.
func distance(a, b uint32) uint64 {
	v := spread(a) + 256*lanes - spread(b)
	negative := ^v >> 8 & lanes
	v = v&(255*lanes) ^ negative*255 + negative
	return v * lanes >> 48
}

// residuals are what is left of n pixels from pix[i] on after prediction. All must have pixels above, before and, for
// some predictors, above to the right.
func residuals(dst, pix []uint32, i, w int, predictor uint8) {
	n := len(dst)
	here := pix[i:][:n]
	left, top, topLeft, topRight := pix[i-1:][:n], pix[i-w:][:n], pix[i-w-1:][:n], pix[i-w+1:][:n]
	switch predictor {
	case 1:
		for k, v := range here {
			dst[k] = subBytes(v, left[k])
		}
	case 2:
		for k, v := range here {
			dst[k] = subBytes(v, top[k])
		}
	case 5:
		for k, v := range here {
			dst[k] = subBytes(v, mean(mean(left[k], topRight[k]), top[k]))
		}
	case 7:
		for k, v := range here {
			dst[k] = subBytes(v, mean(left[k], top[k]))
		}
	case 11:
		for k, v := range here {
			choice := top[k]
			if distance(top[k], topLeft[k]) < distance(left[k], topLeft[k]) {
				choice = left[k]
			}
			dst[k] = subBytes(v, choice)
		}
	case 12:
		for k, v := range here {
			dst[k] = subBytes(v, gradient(left[k], top[k], topLeft[k]))
		}
	}
}

// residualCost is about what a byte takes, in quarters of a bit: what is near 0 comes more often.
var residualCost = func() (t [256]uint8) {
	for i := range t {
		d := uint(min(i, 256-i))
		t[i] = uint8(8 * bits.Len(d*d*d+d) / 3)
	}
	return t
}()

// predict replaces pix by what is left after prediction, and writes the transform.
func (e *encoder) predict(pix []uint32, w, h int) {
	across := (w + 1<<predictBits - 1) >> predictBits
	e.small = e.small[:0]
	before := predictors[0]
	for y := 0; y < h; y += 1 << predictBits {
		for x := 0; x < w; x += 1 << predictBits {
			before = e.choosePredictor(pix, x, y, w, h, before)
			e.small = append(e.small, uint32(before)<<8)
		}
	}
	e.bits.put(1|predictorTransform<<1|(predictBits-2)<<3, 6)
	// Rows from the last one up, so that what a row is predicted from is still there.
	e.row = append(e.row[:0], make([]uint32, w)...)
	for y := h - 1; y >= 0; y-- {
		row := pix[y*w:][:w]
		modes := e.small[y>>predictBits*across:][:across]
		e.predictRow(pix, y, w, modes)
		copy(row, e.row)
	}
	e.subImage(e.small, across)
}

// predictRow sets e.row to what is left of row y. The first row is predicted from the left, and the first column from above.
func (e *encoder) predictRow(pix []uint32, y, w int, modes []uint32) {
	if y == 0 {
		e.row[0] = subBytes(pix[0], opaqueBlack)
		for x := 1; x < w; x++ {
			e.row[x] = subBytes(pix[x], pix[x-1])
		}
		return
	}
	i := y * w
	e.row[0] = subBytes(pix[i], pix[i-w])
	for k, mode := range modes {
		x := k << predictBits
		from, to := max(x, 1), min(x+1<<predictBits, w)
		if from < to {
			residuals(e.row[from:to], pix, i+from, w, uint8(mode>>8))
		}
	}
}

// choosePredictor finds the predictor that leaves a tile the least, of every other row. The one of the tile before is
// left only if that pays for telling it.
func (e *encoder) choosePredictor(pix []uint32, x, y, w, h int, before uint8) uint8 {
	const change = 4 * 4 // quarters of a bit
	from, to := max(x, 1), min(x+1<<predictBits, w)
	if from >= to {
		return before
	}
	best, least := before, ^uint32(0)
	var left [1 << predictBits]uint32
	for _, p := range predictors {
		sum := uint32(0)
		if p != before {
			sum = change
		}
		for r := max(y, 1); r < min(y+1<<predictBits, h) && sum < least; r += 2 {
			line := left[:to-from]
			residuals(line, pix, r*w+from, w, p)
			for _, v := range line {
				if v != 0 {
					sum += uint32(residualCost[v&255]) + uint32(residualCost[v>>8&255]) + uint32(residualCost[v>>16&255]) + uint32(residualCost[v>>24])
				}
			}
		}
		if sum < least {
			best, least = p, sum
			if sum <= change {
				break
			}
		}
	}
	return best
}

// subtractGreen takes the green of each pixel from its red and blue, and writes the transform (section 3.5.3).
func (e *encoder) subtractGreen(pix []uint32) {
	for i, v := range pix {
		green := v >> 8 & 255
		pix[i] = v&highBytes | ((v&lowBytes|highBytes)-green*0x00010001)&lowBytes
	}
	e.bits.put(1|subtractGreenTransform<<1, 3)
}
