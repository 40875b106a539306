package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells a person how far a batch is: on a terminal with a bar, elsewhere not at all, and with
// verbose by a line a row. What failed is always told. It is for one goroutine.
type progress struct {
	out     io.Writer
	verbose bool
	bar     *progressbar.ProgressBar // nil: none
}

// barInterval is how often the bar is drawn anew.
const barInterval = 100 * time.Millisecond

func newProgress(out io.Writer, rows int, verbose bool) *progress {
	p := &progress{out: out, verbose: verbose}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bar = progressbar.NewOptions(rows,
			progressbar.OptionSetWriter(out), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(barInterval), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
		)
	}
	return p
}

// row counts a row.
func (p *progress) row(where string, e *entry) {
	switch {
	case e.Status == statusFailed:
		p.print("%s: %s", where, e.Error)
	case p.verbose:
		p.print("%s: %s, %s", where, e.File, e.Status)
	}
	for _, problem := range e.Problems {
		p.print("%s: %s", where, problem)
	}
	p.step()
}

// step counts something that went well.
func (p *progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // it could not be drawn: there is nobody to tell
	}
}

// print writes a line above the bar.
func (p *progress) print(format string, args ...any) {
	if p.bar != nil {
		_ = p.bar.Clear() // as above
	}
	fmt.Fprintf(p.out, format+"\n", args...)
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Clear() // as above
	}
}
