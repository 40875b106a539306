package pictures

import (
	"strings"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// The options of pages and paper. What words and sizes there are the renderer knows, and says.

func readPage(o *options, value string, _ *templates.Document) error {
	n, err := parseInt(value)
	if err != nil || n < 1 || n > MaxPages {
		return problem.New(problem.BadRequest, "page: %.40q is not in 1..%d", value, MaxPages)
	}
	o.render.Page = n
	return nil
}

func readPaperSize(o *options, value string, _ *templates.Document) error {
	return readWord("paper_size", value, &o.render.PDF.Paper)
}

func readOrientation(o *options, value string, _ *templates.Document) error {
	return readWord("orientation", value, &o.render.PDF.Orientation)
}

func readFit(o *options, value string, _ *templates.Document) error {
	return readWord("fit", value, &o.render.PDF.Fit)
}

// readWord keeps a word. An empty one would be the default to the renderer, and is a mistake of who wrote it.
func readWord(name, value string, into *string) error {
	if value == "" {
		return problem.New(problem.BadRequest, "%s: is empty; leave the option out for the default", name)
	}
	*into = value
	return nil
}

func readMargin(o *options, value string, _ *templates.Document) error {
	return readLength("margin", value, &o.render.PDF.Margin)
}

func readBleed(o *options, value string, _ *templates.Document) error {
	return readLength("bleed", value, &o.render.PDF.Bleed)
}

func readLength(name, value string, into *float64) error {
	px, err := render.ParseLength(value)
	if err != nil {
		return problem.New(problem.BadRequest, "%s: %s", name, err)
	}
	*into = px
	return nil
}

func readCropMarks(o *options, value string, _ *templates.Document) (err error) {
	o.render.PDF.CropMarks, err = parseSwitch("crop_marks", value, "have none")
	return err
}

func readDPI(o *options, value string, _ *templates.Document) error {
	n, err := parseInt(value)
	if err != nil || n < render.MinDPI || n > render.MaxDPI {
		return problem.New(problem.BadRequest, "dpi: %.40q is not in %d..%d", value, render.MinDPI, render.MaxDPI)
	}
	o.render.PDF.DPI = n
	return nil
}

// archiveLevel is the one part and level of PDF/A that is written.
const archiveLevel = "2b"

func readPDFA(o *options, value string, _ *templates.Document) error {
	if !strings.EqualFold(value, archiveLevel) {
		return problem.New(problem.BadRequest, "pdfa: %.40q is not %s", value, archiveLevel)
	}
	o.render.PDF.Archive = true
	return nil
}

// design is the page whose size width and height are against: the one that is asked for, else the first.
func design(docs []*templates.Document, known []signedurl.Param) *templates.Document {
	var pages []*templates.Document
	for _, doc := range docs {
		pages = append(pages, doc.Pages()...)
	}
	for _, p := range known {
		if n, err := parseInt(p.Value); p.Name == "page" && err == nil && n >= 1 && n <= len(pages) {
			return pages[n-1]
		}
	}
	return pages[0]
}
