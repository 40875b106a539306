package encode

import (
	"slices"

	"placard/render/internal/cache"
)

// segments keeps encoded parts of pictures under what they were made of, so that a part whose pixels come
// again is not encoded again. It knows no pictures: two templates that share a band of pixels share its
// bytes, and there is nothing to invalidate.
type segments struct {
	kept *cache.Cache[segmentKey, segment]
}

// segmentKey is what a segment was made of.
type segmentKey struct {
	kind string // format and part, as "png idat"
	as   string // all options that decide about the bytes, the width included
	sum  cache.Sum
}

// segment is an encoded part, and what the encoder has to know of it to join it to others.
type segment struct {
	data []byte
	note [2]uint32 // the format's own: a checksum, a length
}

// segmentOverhead is what a segment takes beside its bytes: key, map entry, slice.
const segmentOverhead = 192

// Bytes implements cache.Sized.
func (s segment) Bytes() int { return cap(s.data) + segmentOverhead }

// clone is a copy with bytes of its own.
func (s segment) clone() segment {
	s.data = slices.Clone(s.data)
	return s
}

// segmentShards is more than the cores of a machine that draws cards; 256 kB a generation by default.
const segmentShards = 32

func newSegments(limit int) *segments {
	return &segments{cache.New[segmentKey, segment](limit, segmentShards)}
}

// key names the segment that is made of pix.
func (s *segments) key(kind, as string, pix []byte) segmentKey {
	return segmentKey{kind, as, cache.SumOf(pix)}
}

func (s *segments) get(k segmentKey) (segment, bool) { return s.kept.Get(k) }

// put keeps a segment, whose bytes must not be changed after.
func (s *segments) put(k segmentKey, v segment) { s.kept.Put(k, v) }
