package jpeg

// The inverse transforms go over two columns, or two rows, at once: a word holds the sum a + b·2^32 of two signed
// numbers. Adding words and multiplying them with constants does it to both numbers, exactly, as long as each stays within
// 32 bits; what is negative below is borrowed above and comes back when the two are told apart.
//
// Coefficients of pictures stay within. Those of damaged ones may not, which costs nothing but the samples of
// their block.
type pair = int64

const both = 1<<32 + 1 // what is added to, in both numbers

// lower and upper are the two numbers of a pair.
func lower(p pair) int64 { return int64(int32(p)) }
func upper(p pair) int64 { return (p + 1<<31) >> 32 }

// The numbers of pairs are shifted to the right as if they were not negative, which bias sees to: half of what 31 bits hold.
const bias = 1 << 30

// turned takes two rows of two columns as sums of products, and returns them as two columns of two rows, rounded to
// passBits.
func turned(row0, row1 pair) (column0, column1 pair) {
	const n = constBits - passBits
	const keep = uint64(1<<(32-n)-1) * both
	const up, down = (bias + 1<<n>>1) * both, (bias >> n) * both
	a, b := uint64(row0+up)>>n&keep, uint64(row1+up)>>n&keep
	return pair(a&(1<<32-1)|b<<32) - down, pair(a>>32|b&^(1<<32-1)) - down
}

// sample clamps a number with n bits of fraction to 0..255; a half was added to it already.
func sample(v int64, n uint) byte { return byte(min(max(v>>n, 0), 255)) }
