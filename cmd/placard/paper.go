package main

import (
	"fmt"
	"strings"

	"placard/render"
)

// paper is how the pages of a PDF look; render and sign share it.
type paper struct {
	Page        int    `help:"Which page, from 1. Default: all in a PDF, the first in a picture." placeholder:"N"`
	PaperSize   string `help:"Paper of a PDF: ${papers}. Default: as large as the design." placeholder:"NAME"`
	Orientation string `help:"How the paper is turned: auto, portrait or landscape. Default: auto, as the design." placeholder:"NAME"`
	Margin      string `help:"Empty space on each side of the paper, such as 10mm, 0.5in or 24 (px)." placeholder:"LENGTH"`
	Fit         string `help:"How the design fills the paper within the margin: contain, cover or none. Default: contain." placeholder:"NAME"`
	Bleed       string `help:"What is printed beyond the edge of the paper, such as 3mm, to be cut off." placeholder:"LENGTH"`
	CropMarks   bool   `help:"Mark in a PDF where to cut."`
	DPI         int    `name:"dpi" help:"Resolution of what a PDF has to hold as pixels, 72 to 600. Default: 192." placeholder:"N"`
	PDFA        string `name:"pdfa" help:"Make the PDF fit for archives: 2b is PDF/A-2b." placeholder:"LEVEL"`
}

// onPaper reads them; errors name the flag.
func (p *paper) onPaper() (o render.PDFOptions, err error) {
	o = render.PDFOptions{Paper: p.PaperSize, Orientation: p.Orientation, Fit: p.Fit, CropMarks: p.CropMarks, DPI: p.DPI}
	for _, length := range []struct {
		flag, value string
		to          *float64
	}{{"--margin", p.Margin, &o.Margin}, {"--bleed", p.Bleed, &o.Bleed}} {
		if length.value == "" {
			continue
		}
		if *length.to, err = render.ParseLength(length.value); err != nil {
			return o, fmt.Errorf("%s: %w", length.flag, err)
		}
	}
	const level = "2b"
	if o.Archive = p.PDFA != ""; o.Archive && !strings.EqualFold(p.PDFA, level) {
		return o, fmt.Errorf("--pdfa: %q is not %s", p.PDFA, level)
	}
	return o, nil
}

// paperParams are the options as they stand in a URL.
func (p *paper) paperParams(add func(name string, set bool, value any)) {
	add("page", p.Page != 0, p.Page)
	add("paper_size", p.PaperSize != "", p.PaperSize)
	add("orientation", p.Orientation != "", p.Orientation)
	add("margin", p.Margin != "", p.Margin)
	add("fit", p.Fit != "", p.Fit)
	add("bleed", p.Bleed != "", p.Bleed)
	add("crop_marks", p.CropMarks, 1)
	add("dpi", p.DPI != 0, p.DPI)
	add("pdfa", p.PDFA != "", p.PDFA)
}
