//go:build race

package svg_test

import "time"

// deadline is ten times longer where every access is watched.
const deadline = 500 * time.Millisecond
