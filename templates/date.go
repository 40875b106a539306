package templates

import "time"

// Date is a day, 2026-11-21, or a moment, 2026-11-21T09:30:00Z (RFC 3339); empty, it is not said.
type Date string

// dateForms are the ways to write one.
var dateForms = []string{time.DateOnly, time.RFC3339}

// Time is the moment, of a day its beginning in UTC; zero if it is not said.
func (d Date) Time() time.Time {
	for _, form := range dateForms {
		if at, err := time.Parse(form, string(d)); err == nil {
			return at
		}
	}
	return time.Time{}
}

// bind reads a date that there is.
func (d *Date) bind(b *binder, n *node) {
	if !b.is(n, stringKind) {
		return
	}
	if n.text != "" && Date(n.text).Time().IsZero() {
		b.fail(n, `%s is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z`, quote(n.text))
		return
	}
	*d = Date(n.text)
}
