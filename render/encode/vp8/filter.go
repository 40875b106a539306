package vp8

// filterLevel is how strong a decoder smooths the edges of blocks, 0..63: as cwebp -f 60 sets it, by the
// step of the quantiser. Below 2 it has no effect worth its time.
func filterLevel(index int) int {
	const strength, least, most = 300, 2, 63
	level := int(acSteps[index]) / 4 * strength / 256
	if level < least {
		return 0
	}
	return min(level, most)
}
