package batch

import (
	"strings"
	"testing"

	"placard/handlers/problem"
)

// TestItemsTogether tells of a request of 250 kB whose changes went into each of a thousand items: storing it
// took 8 s, in which nobody else could write, and 240 MB of the database.
func TestItemsTogether(t *testing.T) {
	text := strings.Repeat("y", 9000)
	ask := func(items int) error {
		_, _, err := readOrder([]byte(`{"template": "card", "changes": [{"id": "title", "text": "` + text + `"}], "items": [` +
			strings.Repeat("{},", items-1) + `{}]}`))
		return err
	}
	if err := ask(900); err != nil {
		t.Errorf("900 items of 9 kB: %v", err)
	}
	if err := ask(1000); err == nil || !problem.Describe(err).Of(problem.BodyTooLarge) {
		t.Errorf("1000 items of 9 kB: %v", err)
	}
}
