package pdf

import (
	"errors"
	"slices"
	"strconv"
	"testing"
)

// another is a file under a key of its own.
type another struct {
	file
	key int
}

func (a *another) Key() string { return strconv.Itoa(a.key) }

// A file is in memory until all of it is written, so that writing ends on the page where there is too much.
func TestTooLargeFile(t *testing.T) {
	photo := jpegOf(t, scenery(200, 100), 0)
	end := len(photo) - 2
	heavy := slices.Concat(photo[:end], make([]byte, 30<<20), photo[end:])
	doc := &Document{}
	for i := range 6 {
		src := &another{file{decoded(t, photo), heavy, "image/jpeg"}, i}
		doc.Pages = append(doc.Pages, onePage(sheet(all(src, box(0, 0, 200, 100), 0))).Pages...)
	}
	w := writer(t)
	_, err := w.Write(t.Context(), doc)
	var where *PageError
	if !errors.Is(err, ErrTooLarge) || !errors.As(err, &where) || where.Page != MaxFileBytes/len(heavy) {
		t.Errorf("six pages of 30 MB: %v", err)
	}
	doc.Pages = doc.Pages[:MaxFileBytes/len(heavy)]
	if out, err := w.Write(t.Context(), doc); err != nil || len(out) < len(doc.Pages)*len(heavy) {
		t.Errorf("%d pages of 30 MB: %d bytes, %v", len(doc.Pages), len(out), err)
	}
}
