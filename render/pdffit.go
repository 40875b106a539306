package render

import "strconv"

// pdfRung is one way to write a PDF.
type pdfRung struct {
	dpi     int
	quality int // of photos; 0: they are placed as they are where that can be
}

// recodedQuality is what most photos come with. With more, one of fewer pixels has more bytes than its file.
const recodedQuality = 75

// ladder are the ways that MaxBytes allows, from the one asked for down.
func (o PDFOptions) ladder() []pdfRung {
	rungs := []pdfRung{{dpi: o.DPI}}
	for _, dpi := range []int{DefaultDPI, 144, 96, MinDPI} { // half of the pixels each time
		if dpi < o.DPI || dpi == MinDPI {
			rungs = append(rungs, pdfRung{dpi, recodedQuality})
		}
	}
	return append(rungs, pdfRung{MinDPI, qualityFloor})
}

// steps says what was given up against what was asked for.
func (r pdfRung) steps(asked PDFOptions) []string {
	var steps []string
	if r.dpi != asked.DPI {
		steps = append(steps, "dpi="+strconv.Itoa(r.dpi))
	}
	if r.quality != 0 {
		steps = append(steps, "quality="+strconv.Itoa(r.quality))
	}
	return steps
}
