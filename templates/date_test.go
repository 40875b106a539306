package templates

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	zone := time.FixedZone("", 2*60*60)
	for in, want := range map[string]time.Time{
		"":                          {},
		"2026-11-21":                time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		"2026-11-21T09:30:00Z":      time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC),
		"2026-11-21T09:30:00+02:00": time.Date(2026, 11, 21, 9, 30, 0, 0, zone),
	} {
		if got := Date(in).Time(); !got.Equal(want) {
			t.Errorf("%q is %v", in, got)
		}
	}
	for _, in := range []string{"today", "2026-02-30", "21.11.2026", "2026-11-21 09:30", "2026-11-21T09:30:00", "2026-11-21T25:00:00Z"} {
		if got := Date(in).Time(); !got.IsZero() {
			t.Errorf("%q is %v", in, got)
		}
	}
}
