package render

import "github.com/maypok86/otter/v2"

// verdicts remembers which contents are no pictures that can be shown, so that Prepare knows what Render
// would find out. It is safe for concurrent use.
type verdicts struct {
	broken *otter.Cache[string, error]
}

// maxVerdicts take about 3 MB. One that is forgotten is found out again.
const maxVerdicts = 10_000

func newVerdicts() *verdicts {
	return &verdicts{otter.Must(&otter.Options[string, error]{MaximumSize: maxVerdicts})}
}

// of returns why the content cannot be shown; nil: it can, or nobody has tried.
func (v *verdicts) of(id string) error {
	why, _ := v.broken.GetIfPresent(id)
	return why
}

func (v *verdicts) add(id string, why error) { _, _ = v.broken.Set(id, why) } // what was known before is no news
