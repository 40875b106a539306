package widget

import (
	"fmt"
	"math"
)

// scale is the range of an axis and where its ticks lie: at multiples of step.
type scale struct{ low, high, step float64 }

// tiny is what counts as nothing beside a chart's numbers: ticks closer together than this part of the largest
// have the same digits.
const tiny = 1e-9

// newScale spreads an axis over some values, from one tick to another, with count steps or a few less. Ends that
// the layer sets stay where they are.
func (c *chart) newScale(low, high float64, count int) (scale, error) {
	if c.Min.Set {
		low = c.Min.Value
	}
	if c.Max.Set {
		high = c.Max.Value
	}
	if low > high && c.Min.Set != c.Max.Set { // all data lie beyond the end that is set
		if c.Min.Set {
			high = low
		} else {
			low = high
		}
	}
	if large := max(math.Abs(low), math.Abs(high), tiny*tiny); high-low <= tiny*large {
		if c.Min.Set && c.Max.Set {
			return scale{}, fmt.Errorf("max: %v is not more than min, %v", c.Max.Value, c.Min.Value)
		}
		room := math.Pow(10, math.Floor(math.Log10(max(large, 1)))) // flat data lie on a tick, with room on one side
		if c.Max.Set {
			low = high - room
		} else {
			high = low + room
		}
	}
	s := scale{low, high, niceStep((high - low) / float64(count))}
	if !c.Min.Set {
		s.low = math.Floor(low/s.step+tiny) * s.step
	}
	if !c.Max.Set {
		s.high = math.Ceil(high/s.step-tiny) * s.step
	}
	return s, nil
}

// niceStep is 1, 2 or 5 times a power of ten, and not less than v.
func niceStep(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, k := range []float64{1, 2, 5} {
		if v <= k*power*(1+tiny) {
			return k * power
		}
	}
	return 10 * power
}

// ticks are the values at which the axis has one.
func (s scale) ticks() []float64 {
	var out []float64
	for i := math.Ceil(s.low/s.step - tiny); i <= math.Floor(s.high/s.step+tiny); i++ {
		out = append(out, i*s.step)
	}
	return out
}

// part is where a value lies, 0 at the low end and 1 at the high one; what is beyond lies at the end.
func (s scale) part(v float64) float64 { return min(max(s.beyond(v), 0), 1) }

// beyond is where a value lies that may be beyond an end, by the length of the axis at most: lines that leave the
// plot go on in their direction.
func (s scale) beyond(v float64) float64 { return min(max((v-s.low)/(s.high-s.low), -1), 2) }

// base is the value from which bars and areas rise: zero, or the end of the axis that is next to it.
func (s scale) base() float64 { return min(max(0, s.low), s.high) }
