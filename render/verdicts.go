package render

import "github.com/maypok86/otter/v2"

// verdicts remembers what cannot be had however often it is asked for: contents that are no pictures, so
// that Prepare knows what Render would find out, and jobs that are too large, so that asking for one again
// costs nothing. It is safe for concurrent use.
type verdicts struct {
	broken *otter.Cache[string, error]
}

// maxVerdicts take about 3 MB. One that is forgotten is found out again.
const maxVerdicts = 10_000

func newVerdicts() *verdicts {
	return &verdicts{otter.Must(&otter.Options[string, error]{MaximumSize: maxVerdicts})}
}

// of returns why what id names cannot be had; nil: it can, or nobody has tried.
func (v *verdicts) of(id string) error {
	why, _ := v.broken.GetIfPresent(id)
	return why
}

func (v *verdicts) add(id string, why error) { _, _ = v.broken.Set(id, why) } // what was known before is no news
