// Package judge finds the programs that tests compare our results with.
package judge

import (
	"os"
	"os/exec"
	"testing"
)

// Require returns the path of a program. Without it the test is skipped, and said to be; with CI=true it
// fails, since a check that nobody ran is no check.
func Require(t *testing.T, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: install Debian's %s", name, debian)
	}
	t.Skipf("NOT TESTED: %s is missing, install Debian's %s", name, debian)
	return ""
}
