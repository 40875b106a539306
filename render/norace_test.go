//go:build !race

package render_test

const raceFactor = 1
