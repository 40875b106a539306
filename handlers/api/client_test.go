package api_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"placard/handlers/openapi"

	_ "github.com/oapi-codegen/runtime" // of the client that is made here: go.mod must have it
	_ "github.com/oapi-codegen/runtime/types"
)

// generator makes a client of an OpenAPI document. Its version is pinned here: it is no part of the program.
const generator = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2"

const generatorConfig = `
package: main
generate: {models: true, client: true}
output: client.go
output-options: {skip-prune: true} # what only a callback has
`

// A client that a program has made of the document, and nobody has touched, renders a card.
func TestGeneratedClient(t *testing.T) {
	r := newRig(t, nil)
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"openapi.yaml": []byte(openapi.YAML()), "config.yaml": []byte(generatorConfig),
		"main.go": made(os.ReadFile("testdata/client/main.go"))(t),
		// The client needs a runtime; ours has it, for the tests.
		"go.mod": made(os.ReadFile("../../go.mod"))(t), "go.sum": made(os.ReadFile("../../go.sum"))(t),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	run := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("go", "run", generator, "-config", "config.yaml", "openapi.yaml")
	run("go", "build", "-o", "client", ".")
	out := run("./client", r.URL, r.render.APIKey.Reveal(), "card.png")
	if !strings.HasPrefix(out, "240 126 png A card\npdf 2\n400 ") || !strings.Contains(out, `did you mean "title"?`) {
		t.Errorf("the client says %q", out)
	}
	card, err := png.DecodeConfig(bytes.NewReader(made(os.ReadFile(filepath.Join(dir, "card.png")))(t)))
	if err != nil || card.Width != 240 || card.Height != 126 {
		t.Errorf("the picture is %d×%d, %v", card.Width, card.Height, err)
	}
}
