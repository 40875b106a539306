// Package sweep thins the cases of long tests under the race detector.
//
// The detector makes code that works out pixels ten times slower, and finds how goroutines meet, which a few cases
// show as well as all of them. So make test runs a package that imports this one twice: without the detector, with
// every case, and with it, with one case in several.
package sweep

// Of returns the cases that a test is to take: all, or every few of them under the race detector.
func Of[T any](cases []T) []T {
	var taken []T
	for i := 0; i < len(cases); i += every {
		taken = append(taken, cases[i])
	}
	return taken
}

// Share is how many of n random cases a test is to take: all, or one in several, but one at least, under the race
// detector.
func Share(n int) int {
	return (n + every - 1) / every
}
