//go:build !race

package svg_test

import "time"

// deadline is how long a drawing may keep Parse and Draw.
const deadline = 50 * time.Millisecond
