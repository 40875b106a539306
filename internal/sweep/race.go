//go:build race

package sweep

// every is a prime, lest cases that take turns at something be taken at the same turn always.
const every = 7
