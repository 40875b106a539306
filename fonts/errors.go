package fonts

import (
	"errors"
	"fmt"
)

// A FileError says why a font file was refused.
type FileError struct {
	Name   string // the file, and the font within a collection: "brand.ttc, font 2"
	Reason string // includes the remedy where there is one
	Err    error  // the cause, or nil
}

func (e *FileError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("font %s: %s: %v", e.Name, e.Reason, e.Err)
	}
	return fmt.Sprintf("font %s: %s", e.Name, e.Reason)
}

func (e *FileError) Unwrap() error { return e.Err }

// A FaceError says that a face which was accepted failed at work: damage that probing did not meet. The
// font should be removed or repaired; other faces are unharmed.
type FaceError struct {
	Face string // as Face.Name
	Step string // what it failed at: "shaping", "outline of glyph 12"
	Err  error
}

func (e *FaceError) Error() string {
	return fmt.Sprintf("font %s failed at %s: %v; remove or repair the font file", e.Face, e.Step, e.Err)
}

func (e *FaceError) Unwrap() error { return e.Err }

// A StyleError says what is wrong with a request's features, variations or spans.
type StyleError struct {
	Span   int    // index in Request.Spans; -1: the request itself
	Reason string // reads on from what has it; includes the remedy
}

func (e *StyleError) Error() string {
	if e.Span < 0 {
		return "the text's style " + e.Reason
	}
	return fmt.Sprintf("span %d of the text %s", e.Span, e.Reason)
}

// A LimitError says that a text passes a limit. It is the text's fault, not the program's.
type LimitError struct {
	What  string // "characters", "characters in one cluster"
	Limit int
	At    int // the rune where the limit is passed
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("text has more than %d %s (at character %d); shorten it", e.Limit, e.What, e.At)
}

// Is makes every LimitError an ErrTooLong.
func (e *LimitError) Is(target error) bool { return target == ErrTooLong }

// ErrTooLong is matched, by errors.Is, by the error for any text that passes a limit.
var ErrTooLong = errors.New("text is too long")

// caught turns a recovered panic of the font library into an error. Damaged tables make it panic: of fonts
// with a few bytes changed, 9 % parse and panic later.
func caught(recovered any) error { return fmt.Errorf("damaged table: %v", recovered) }
