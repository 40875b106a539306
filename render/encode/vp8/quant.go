package vp8

import "math"

// maxIndex is the largest index of a quantiser.
const maxIndex = 127

// indexOf is the index of the quantiser for a quality of 1..100, as cwebp -q has it: linear to ⅔ in the
// lower three quarters, then twice as steep, and by the cube root, since size is about the cube of the step.
func indexOf(quality int) int {
	c := float64(quality) / 100
	if c < 0.75 {
		c *= 2. / 3
	} else {
		c = 2*c - 1
	}
	return int(maxIndex * (1 - math.Cbrt(c)))
}

// matrix quantises the coefficients of one kind of block: the first of them, and the others.
type matrix struct {
	step    [16]int32
	inverse [16]int32 // 2^quantBits / step
	bias    [16]int32 // what is added before the fraction is cut: 1/2 would be to round
	sharpen [16]int32 // added to the magnitude, so that fine detail survives
}

// quantBits are those of the fraction of matrix.inverse.
const quantBits = 17

// Biases, in 1/256. They are below a half, since a smaller level is cheaper.
var (
	biasLuma   = [2]int32{96, 110}
	biasMeans  = [2]int32{96, 108}
	biasChroma = [2]int32{110, 115}
)

// sharpening of luma in 1/2048 of the step.
var sharpening = [16]int32{0, 30, 60, 90, 30, 60, 90, 90, 60, 90, 90, 90, 90, 90, 90, 90}

func newMatrix(first, others int32, bias [2]int32, sharp bool) (m matrix) {
	for i := range m.step {
		m.step[i], m.bias[i] = others, bias[1]<<(quantBits-8)
		if i == 0 {
			m.step[i], m.bias[i] = first, bias[0]<<(quantBits-8)
		}
		m.inverse[i] = 1 << quantBits / m.step[i]
		if sharp {
			m.sharpen[i] = sharpening[i] * m.step[i] >> 11
		}
	}
	return m
}

// quantizer is all that depends on the index.
type quantizer struct {
	index               int
	luma, means, chroma matrix
}

func newQuantizer(index int) *quantizer {
	dc, ac := int32(dcSteps[index]), int32(acSteps[index])
	return &quantizer{
		index:  index,
		luma:   newMatrix(dc, ac, biasLuma, true),
		means:  newMatrix(2*dc, max(8, ac*155/100), biasMeans, false),
		chroma: newMatrix(min(dc, maxChromaStep), ac, biasChroma, false),
	}
}

// maxChromaStep is the largest step of the mean of chroma (RFC 6386, 9.6).
const maxChromaStep = 132

// quantize puts the levels of c from place first on into levels, in zigzag order, and what they stand for
// back into c. It returns the place of the last level that is not zero, or -1.
func (m *matrix) quantize(levels *[16]int16, c *coefficients, first int) int {
	last := -1
	for n := first; n < 16; n++ {
		i := zigzag[n] & 15
		v := c[i]
		sign := v >> 31
		magnitude := (v ^ sign) - sign + m.sharpen[i]
		level := min((magnitude*m.inverse[i]+m.bias[i])>>quantBits, maxLevel)
		if level != 0 {
			last = n
		}
		level = (level ^ sign) - sign
		levels[n] = int16(level)
		c[i] = level * m.step[i]
	}
	return last
}

// quantizeError is quantize that also returns the squared error of the coefficients.
func (m *matrix) quantizeError(levels *[16]int16, c *coefficients, first int) (last, wrong int) {
	last = -1
	sum := int32(0)
	for n := first; n < 16; n++ {
		i := zigzag[n] & 15
		v := c[i]
		sign := v >> 31
		level := min((((v^sign)-sign+m.sharpen[i])*m.inverse[i]+m.bias[i])>>quantBits, maxLevel)
		if level != 0 {
			last = n
		}
		level = (level ^ sign) - sign
		levels[n] = int16(level)
		c[i] = level * m.step[i]
		sum += (v - c[i]) * (v - c[i])
	}
	return last, int(sum)
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
