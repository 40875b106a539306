package judge

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// Symbol is a code that was found in a picture.
type Symbol struct {
	Type string // in zbar's words: QR-Code, EAN-13
	Data string
}

// zbarNothing is zbar's exit code for a picture without codes.
const zbarNothing = 4

// Code returns the code that zbar reads from the picture at path. More of them are one with a line feed
// in it. Its XML would tell them apart, but has bytes above 127 wrong.
func Code(t *testing.T, path string, options ...string) Symbol {
	t.Helper()
	tool := Require(t, "zbarimg", "zbar-tools")
	out, err := exec.Command(tool, append(append([]string{"--quiet", "--nodbus"}, options...), path)...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == zbarNothing {
		return Symbol{}
	}
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	kind, data, _ := strings.Cut(strings.TrimSuffix(string(out), "\n"), ":")
	return Symbol{Type: kind, Data: data}
}
