package jpeg

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

// exact is the inverse transform of n×n samples by its definition (T.81, A.3.3), of coefficients in natural order.
func exact(in *[64]float64, n int) [][]float64 {
	out := make([][]float64, n)
	weight := func(k, i int) float64 {
		if k == 0 {
			return 1
		}
		return math.Sqrt2 * math.Cos(float64((2*i+1)*k)*math.Pi/float64(2*n))
	}
	for y := range n {
		out[y] = make([]float64, n)
		for x := range n {
			sum := 0.0
			for v := range n {
				for u := range n {
					sum += weight(v, y) * weight(u, x) * in[8*v+u]
				}
			}
			out[y][x] = min(max(sum/8+128, 0), 255)
		}
	}
	return out
}

// TestTransforms compares the transforms of all sizes with their definition, on blocks with few and with many coefficients,
// and with such as need a word of their own.
func TestTransforms(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var q quantizer
	for k := range q {
		q[k] = 1 + int32(rng.IntN(3))
	}
	for range 3000 {
		var b block
		var in [64]float64
		for k := range 1 + rng.IntN(blockSize) {
			v := int32(rng.NormFloat64() * 600 / float64(1+k))
			if k == 0 {
				b.values[0] = int16(v)
			} else if v != 0 && rng.IntN(2) == 0 {
				b.set(k, v)
			}
			in[natural[k]] = float64(b.values[k]) * float64(q[k])
		}
		var words row
		words.write(&b)
		list := words.take()
		for _, n := range sizes {
			var dst [64]byte
			newRenderer(&q, n).block(list, dst[:], 8)
			for y, want := range exact(&in, n) {
				for x, v := range want {
					if got := float64(dst[8*y+x]); math.Abs(got-v) > 1 {
						t.Fatalf("%d samples: %d,%d is %g, want %.2f", n, x, y, got, v)
					}
				}
			}
		}
	}
}

// TestPairs: two numbers come back as they were, whatever their signs.
func TestPairs(t *testing.T) {
	for _, a := range []int64{0, 1, -1, 123456, -123456, 1<<30 - 1, -1 << 30} {
		for _, b := range []int64{0, 1, -1, 654321, -654321, 1<<30 - 1, -1 << 30} {
			if p := a + b<<32; lower(p) != a || upper(p) != b {
				t.Errorf("%d and %d became %d and %d", a, b, lower(p), upper(p))
			}
		}
	}
}

// TestParts: a part of the blocks is as it is in the whole, and may be made by several at once.
func TestParts(t *testing.T) {
	m := decode(t, testdata(t)["420.jpg"])
	for _, n := range sizes {
		whole, stride := samples(m, 0, n)
		all := m.Blocks(0)
		var group sync.WaitGroup
		for x := range all.X1 {
			group.Go(func() {
				part := make([]byte, 8*n)
				m.Render(0, Blocks{x, 1, x + 1, 2}, n, part, 8)
				for y := range n {
					for i := range n {
						if got, want := part[8*y+i], whole[(n+y)*stride+x*n+i]; got != want {
							t.Errorf("block %d of %d samples: %d,%d is %d, want %d", x, n, i, y, got, want)
						}
					}
				}
			})
		}
		group.Wait()
	}
}
