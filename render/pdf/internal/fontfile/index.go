package fontfile

// appendIndex writes an INDEX: how many items there are, where each ends, and the items.
func appendIndex(out []byte, items ...[]byte) []byte {
	out = append(out, byte(len(items)>>8), byte(len(items)))
	if len(items) == 0 {
		return out
	}
	offset := 1 // they count from the byte before the items
	for _, item := range items {
		offset += len(item)
	}
	size := 1
	for offset>>(8*size) > 0 {
		size++
	}
	out = append(out, byte(size))
	offset = 1
	out = appendOffset(out, offset, size)
	for _, item := range items {
		offset += len(item)
		out = appendOffset(out, offset, size)
	}
	for _, item := range items {
		out = append(out, item...)
	}
	return out
}

// appendOffset writes a number in as many bytes as all of the INDEX have.
func appendOffset(out []byte, offset, size int) []byte {
	for i := size - 1; i >= 0; i-- {
		out = append(out, byte(offset>>(8*i)))
	}
	return out
}
