package encode

// JPEG markers (T.81, table B.1).
const (
	markerSOF0 = 0xc0
	markerDHT  = 0xc4
	markerRST0 = 0xd0
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerDQT  = 0xdb
	markerDRI  = 0xdd
	markerAPP0 = 0xe0
)

// headers writes all that comes before the compressed data. restart is how many MCUs a segment has, 0 if
// there is but one.
func (e *jpegEncoder) headers(w, h, restart int) {
	e.out.marker(markerSOI)
	e.out.segment(markerAPP0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")) // T.871; square pixels
	for class, q := range e.quantizers {
		e.out.segment(markerDQT, append([]byte{byte(class)}, q.table[:]...))
	}
	frame := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), components}
	scan := []byte{components}
	for c := range components {
		id, class, across := byte(c+1), byte(min(c, chroma)), byte(1)
		if c == 0 {
			across = byte(e.across)
		}
		frame = append(frame, id, across<<4|across, class)
		scan = append(scan, id, class<<4|class)
	}
	e.out.segment(markerSOF0, frame)
	for class := range huffmanSpecs {
		for kind, spec := range huffmanSpecs[class] {
			table := append([]byte{byte(kind<<4 | class)}, spec.counts[:]...)
			e.out.segment(markerDHT, append(table, spec.values...))
		}
	}
	if restart > 0 {
		e.out.segment(markerDRI, []byte{byte(restart >> 8), byte(restart)})
	}
	const wholeSpectrum = blockSize - 1
	e.out.segment(markerSOS, append(scan, 0, wholeSpectrum, 0))
}
