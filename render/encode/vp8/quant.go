package vp8

import "math"

// maxIndex is the largest index of a quantiser.
const maxIndex = 127

// indexOf is the index of the quantiser for a quality of 1..100, as cwebp -q has it: linear to ⅔ in the
// lower three quarters, then twice as steep, and by the cube root, since size is about the cube of the step.
//
// cwebp coarsens parts of the picture from there. Over thirteen cards one quantiser for all that is 5 % coarser is nearer
// to the picture than cwebp -m 4 by ½ dB of luma at 50 and 80, in 2–3 % fewer bytes.
func indexOf(quality int) int {
	c := float64(quality) / 100
	if c < 0.75 {
		c *= 2. / 3
	} else {
		c = 2*c - 1
	}
	return min(maxIndex, int(maxIndex*(1-math.Cbrt(c))*1.05+.5))
}

// matrix quantises the coefficients of one kind of block, in zigzag order.
type matrix struct {
	step    [16]int32
	inverse [16]int32 // 2^quantBits / step
	bias    [16]int32 // what is added before the fraction is cut: 1/2 would be to round
	// quiet is the largest squared error of the samples of a block that leaves no level.
	quiet int
	// A block leaves no level either if its mean is at most quietMean, and the squares of the other coefficients together
	// are at most quietRest, for which its squared error is at most quietMost.
	quietMean, quietRest, quietMost int
}

// quantBits are those of the fraction of matrix.inverse.
const quantBits = 17

// Biases, in 1/256. They are below a half, since a smaller level is cheaper.
var (
	biasLuma   = [2]int32{96, 110}
	biasMeans  = [2]int32{96, 108}
	biasChroma = [2]int32{110, 115}
)

func newMatrix(first, others int32, bias [2]int32) (m matrix) {
	for n := range m.step {
		m.step[n], m.bias[n] = others, bias[1]<<(quantBits-8)
		if n == 0 {
			m.step[n], m.bias[n] = first, bias[0]<<(quantBits-8)
		}
		m.inverse[n] = 1 << quantBits / m.step[n]
	}
	// No coefficient is larger than twice the root of the squared error; one less for its rounding.
	mean, rest := max(0, m.zero(0)-1), max(0, m.zero(1)-1)
	m.quiet = min(mean*mean, rest*rest) / 4
	m.quietMean, m.quietRest, m.quietMost = mean, rest*rest, (mean*mean+rest*rest)/4
	return m
}

// zero is the largest coefficient at place n that leaves no level.
func (m *matrix) zero(n int) int { return int((1<<quantBits - 1 - m.bias[n]) / m.inverse[n]) }

// silent says whether src beside pred, which is wrong by a squared error, is known to leave no level.
func (m *matrix) silent(src, pred *block, wrong int) bool {
	if wrong <= m.quiet {
		return true
	}
	if wrong > m.quietMost {
		return false
	}
	sum := src.sum() - pred.sum()
	return max(sum, -sum) <= 2*m.quietMean && 4*wrong-sum*sum/4 <= m.quietRest
}

// finerChromaMost is the most that a frame may say (RFC 6386, 9.6).
const finerChromaMost = 15

// finerChroma is how much lower the index of the means of U and V is than that of all else in a frame. A mean that is
// wrong stays wrong in all that is predicted from it, as a tint, and an error of U or V moves red and blue by 1.6 to 2
// times as much. Means are few. Steps a third as large pay at quality 90; a frame can only say less from 80 down.
func finerChroma(index int) int { return min(finerChromaMost, index-index/3) }

// quantizer is all that depends on the index, and on how much finer the means of U and V are.
type quantizer struct {
	index, finer        int
	luma, means, chroma matrix
}

func newQuantizer(index, finer int) *quantizer {
	dc, ac := int32(dcSteps[index]), int32(acSteps[index])
	return &quantizer{
		index:  index,
		finer:  finer,
		luma:   newMatrix(dc, ac, biasLuma),
		means:  newMatrix(2*dc, max(8, ac*155/100), biasMeans),
		chroma: newMatrix(min(int32(dcSteps[max(0, index-finer)]), maxChromaStep), ac, biasChroma),
	}
}

// maxChromaStep is the largest step of the mean of chroma (RFC 6386, 9.6).
const maxChromaStep = 132

// quantize puts the levels of raw from place first on into levels, in zigzag order, and what they stand for
// into whole, which may be raw. It returns the place of the last level that is not zero, or -1, and the
// squared error of the coefficients. No level is above 2047: coefficients of means are below 16·1024, and
// their steps 8 or more.
func (m *matrix) quantize(levels *[16]int16, whole, raw *coefficients, first int) (last int8, wrong int) {
	end, sum := -1, int32(0)
	for n := first & 15; n < 16; n++ {
		i := zigzag[n] & 15
		v := raw[i]
		sign := v >> 31
		level := (((v^sign)-sign)*m.inverse[n] + m.bias[n]) >> quantBits
		if level != 0 {
			end = n
		}
		level = (level ^ sign) - sign
		levels[n] = int16(level)
		near := level * m.step[n]
		whole[i] = near
		sum += (v - near) * (v - near)
	}
	return int8(end), int(sum)
}

// Steps of quantisation by index, in units of transform coefficients (RFC 6386, 14.1).
var (
	dcSteps = [maxIndex + 1]uint16{
		4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17,
		18, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 25, 25, 26, 27, 28,
		29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 42, 43,
		44, 45, 46, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,
		59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74,
		75, 76, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89,
		91, 93, 95, 96, 98, 100, 101, 102, 104, 106, 108, 110, 112, 114, 116, 118,
		122, 124, 126, 128, 130, 132, 134, 136, 138, 140, 143, 145, 148, 151, 154, 157,
	}

	acSteps = [maxIndex + 1]uint16{
		4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
		20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
		36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
		52, 53, 54, 55, 56, 57, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76,
		78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108,
		110, 112, 114, 116, 119, 122, 125, 128, 131, 134, 137, 140, 143, 146, 149, 152,
		155, 158, 161, 164, 167, 170, 173, 177, 181, 185, 189, 193, 197, 201, 205, 209,
		213, 217, 221, 225, 229, 234, 239, 245, 249, 254, 259, 264, 269, 274, 279, 284,
	}
)
