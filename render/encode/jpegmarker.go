package encode

// JPEG markers (T.81, table B.1).
const (
	markerSOF0 = 0xc0 // baseline
	markerSOF2 = 0xc2 // progressive
	markerDHT  = 0xc4
	markerRST0 = 0xd0
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerDQT  = 0xdb
	markerDRI  = 0xdd
	markerAPP0 = 0xe0
)

// start writes what all files begin with; sof tells the kind of the frame.
func (e *jpegEncoder) start(sof byte, w, h int) {
	e.out.marker(markerSOI)
	e.out.segment(markerAPP0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")) // T.871; square pixels
	for class, q := range e.quantizers {
		e.out.segment(markerDQT, append([]byte{byte(class)}, q.table[:]...))
	}
	frame := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), components}
	for c := range components {
		across := byte(1)
		if c == 0 {
			across = byte(e.across)
		}
		frame = append(frame, byte(c+1), across<<4|across, byte(classOf(c)))
	}
	e.out.segment(sof, frame)
}

// huffmanTable defines a table, which the file numbers by kind and class.
func (w *bitWriter) huffmanTable(table int, spec huffmanSpec) {
	kind, class := table&1, table>>1
	data := append([]byte{byte(kind<<4 | class)}, spec.counts[:]...)
	w.segment(markerDHT, append(data, spec.values...))
}

// restartInterval sets how many MCUs there are between restarts.
func (w *bitWriter) restartInterval(mcus int) {
	w.segment(markerDRI, []byte{byte(mcus >> 8), byte(mcus)})
}

// jpegScan is a pass over the coefficients of some components (T.81, B.2.3): those from..to in zigzag order,
// without their low bits; if high is not 0, scans before had all but high of them.
type jpegScan struct {
	components []int
	from, to   int
	high, low  uint
}

// wholeScan is all there is of a picture.
var wholeScan = jpegScan{components: []int{0, 1, 2}, to: blockSize - 1}

// scan writes the header of a scan.
func (w *bitWriter) scan(s jpegScan) {
	data := []byte{byte(len(s.components))}
	for _, c := range s.components {
		dc, ac := classOf(c), classOf(c) // 0 where none is used
		if s.from > 0 || s.high > 0 {
			dc = 0
		}
		if s.to == 0 {
			ac = 0
		}
		data = append(data, byte(c+1), byte(dc<<4|ac))
	}
	w.segment(markerSOS, append(data, byte(s.from), byte(s.to), byte(s.high<<4|s.low)))
}
