package quantize

import (
	"cmp"
	"slices"
)

// finder finds the nearest colour of a palette.
type finder struct {
	points []point // by green
	index  []uint8 // of each in the palette
	known  []uint64
	exact  map[uint32]uint8
	pixels []uint32 // the palette
}

// knownBits is for the pixels whose colour is known, by a hash.
const knownBits = 14

func newFinder(palette []uint32) *finder {
	points := make([]point, len(palette))
	exact := map[uint32]uint8{}
	for i, v := range palette {
		points[i] = pointOf(v)
		exact[v] = uint8(i)
	}
	f := finderOf(points)
	f.pixels, f.exact = palette, exact
	f.known = make([]uint64, 1<<knownBits)
	for i := range f.known {
		f.known[i] = 1 << 63
	}
	return f
}

func finderOf(points []point) *finder {
	order := make([]uint8, len(points))
	for i := range order {
		order[i] = uint8(i)
	}
	slices.SortStableFunc(order, func(a, b uint8) int { return cmp.Compare(points[a][1], points[b][1]) })
	f := &finder{index: order, points: make([]point, len(points))}
	for i, k := range order {
		f.points[i] = points[k]
	}
	return f
}

// pixel is the index of the colour for a pixel.
func (f *finder) pixel(v uint32) uint8 {
	k := &f.known[v*0x9e3779b1>>(32-knownBits)]
	if uint32(*k) == v && *k>>63 == 0 {
		return uint8(*k >> 32)
	}
	i := f.nearest(pointOf(v))
	*k = uint64(i)<<32 | uint64(v)
	return i
}

// nearest is the index of the point nearest to p: it looks from those whose green is nearest outwards, until
// green alone is farther.
func (f *finder) nearest(p point) uint8 {
	up, _ := slices.BinarySearchFunc(f.points, p[1], func(x point, g int32) int { return cmp.Compare(x[1], g) })
	down := up - 1
	best, least := 0, int64(1<<62)
	for up < len(f.points) || down >= 0 {
		if up < len(f.points) {
			if g := int64(f.points[up][1] - p[1]); g*g >= least {
				up = len(f.points)
			} else {
				if d := distance(f.points[up], p); d < least {
					best, least = up, d
				}
				up++
			}
		}
		if down >= 0 {
			if g := int64(f.points[down][1] - p[1]); g*g >= least {
				down = -1
			} else {
				if d := distance(f.points[down], p); d < least {
					best, least = down, d
				}
				down--
			}
		}
	}
	return f.index[best]
}
