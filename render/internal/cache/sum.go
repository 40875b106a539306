package cache

import "hash/maphash"

// Sum stands for content where a value is kept under what it was made of. It has 128 bits of two keys that no other
// process knows: nobody can look for two contents that share one, and by chance two of 10^12 do once in 10^14. It
// means nothing to another process. It takes a tenth of the time of SHA-256.
type Sum [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// SumOf is the sum of b.
func SumOf(b []byte) Sum { return Sum{maphash.Bytes(seeds[0], b), maphash.Bytes(seeds[1], b)} }
