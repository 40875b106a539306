package cache

import "testing"

// TestSum changes every bit of a content, and its length: no sum comes again, nor does half of one.
func TestSum(t *testing.T) {
	content := make([]byte, 200)
	halves := map[uint64]int{}
	add := func(b []byte, what int) {
		for _, half := range SumOf(b) {
			if other, ok := halves[half]; ok {
				t.Errorf("%d and %d share half a sum", what, other)
			}
			halves[half] = what
		}
	}
	for n := range content {
		add(content[:n], -n)
	}
	for bit := range 8 * len(content) {
		content[bit/8] ^= 1 << (bit % 8)
		add(content, bit)
		content[bit/8] ^= 1 << (bit % 8)
	}
	if SumOf(content) != SumOf(make([]byte, 200)) {
		t.Error("equal contents have different sums")
	}
}
