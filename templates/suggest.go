package templates

import "slices"

// didYouMean returns `; did you mean "title"?` for the known name that is nearest to the one given, or
// nothing when none is near.
func didYouMean(name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return "; did you mean " + quote(best) + "?"
	}
	return ""
}

// Nearest returns the known name at the least edit distance from name: at most a third of its length,
// one at least. Of several it is the first in alphabetical order; when none is that near it is empty.
func Nearest(name string, known []string) string {
	const longest = 64 // no name is longer; a bound on the work for what the input holds
	if len(name) > longest {
		return ""
	}
	best, least := "", max(1, len(name)/3)+1
	for _, k := range slices.Sorted(slices.Values(known)) {
		if max(len(k)-len(name), len(name)-len(k)) >= least {
			continue // at least as many edits as the lengths differ by
		}
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the edits between two names: a character put in, left out, replaced, or swapped with
// its neighbour (optimal string alignment; Damerau 1964). ASCII letters of either case are equal.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// lower maps ASCII capitals to small letters, and "-" to "_", which CSS authors write for it.
func lower(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + ('a' - 'A')
	case c == '-':
		return '_'
	}
	return c
}
