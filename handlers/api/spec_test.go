package api_test

import (
	"os"
	"testing"

	"placard/handlers/openapi/spectest"
)

// ours are the tags of the operations that this package answers.
var ours = []string{"making", "templates", "files", "keys", "usage"}

// TestMain wants every documented answer of the operations to be had by some test.
func TestMain(m *testing.M) { os.Exit(spectest.Main(m, ours...)) }
