//go:build !race

package sweep

const every = 1
