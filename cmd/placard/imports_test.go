package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// importRule says which packages must not reach which others, and why.
type importRule struct {
	from   []string // packages, "..." for all below
	deny   []string // import paths, "..." for all below
	except []string // of what would be denied
	deep   bool     // also through what they import
	reason string
}

var importRules = []importRule{
	{
		from:   []string{"placard/render/...", "placard/render", "placard/templates", "placard/templates/...", "placard/fonts", "placard/fonts/..."},
		deny:   []string{"net", "net/http", "database/sql", "github.com/labstack/...", "placard/store/...", "placard/handlers/..."},
		deep:   true,
		reason: "a renderer that can reach the network or a database cannot be reasoned about",
	},
	{
		from:   []string{"placard/handlers", "placard/handlers/..."},
		deny:   []string{"image", "image/...", "golang.org/x/image/...", "github.com/go-text/...", "placard/render/...", "placard/store/..."},
		reason: "handlers move bytes; pixels and shelves are somebody else's",
	},
	{
		from:   []string{"placard/render/raster", "placard/render/pdf"},
		deny:   []string{"placard/templates", "placard/render/layout"},
		deep:   true,
		reason: "a back end that looks back decides again, and then PDF and pixels disagree",
	},
	{
		from:   []string{"placard/templates", "placard/fonts", "placard/fonts/bundled", "placard/handlers/signedurl"},
		deny:   []string{"placard/..."},
		except: []string{"placard/fonts", "placard/fonts/...", "placard/internal/..."}, // bundled fills a registry; the others are leaves themselves
		reason: "leaves import nothing of ours",
	},
	{
		from:   []string{"placard/render/picture", "placard/render/picture/..."},
		deny:   []string{"placard/..."},
		except: []string{"placard/render/picture/...", "placard/render/internal/exif", "placard/render/internal/cache", "placard/internal/..."},
		reason: "a reader of untrusted pictures knows nothing of what shows them",
	},
	{
		from:   []string{"placard/render/encode", "placard/render/encode/..."},
		deny:   []string{"placard/..."},
		except: []string{"placard/render/encode/...", "placard/render/internal/cache", "placard/internal/..."},
		reason: "an encoder knows pixels, and nothing of what they show",
	},
	{
		from:   []string{"placard/internal/..."},
		deny:   []string{"placard/...", "github.com/...", "golang.org/..."},
		reason: "what templates and drawings share knows neither",
	},
	{
		from:   []string{"placard/render/code"},
		deny:   []string{"placard/...", "github.com/...", "golang.org/..."},
		reason: "it turns values into modules, and knows nothing of what draws them",
	},
	{
		from:   []string{"placard/render/widget"},
		deny:   []string{"placard/...", "github.com/...", "golang.org/..."},
		except: []string{"placard/templates", "placard/internal/..."},
		reason: "it turns layers into layers, and draws and measures nothing itself",
	},
	{
		from:   []string{"placard/render/svg"},
		deny:   []string{"placard/...", "github.com/...", "golang.org/..."},
		except: []string{"placard/render/display", "placard/internal/..."},
		reason: "a reader of untrusted drawings knows nothing but what it gives",
	},
	{
		from:   []string{"placard/store", "placard/store/..."},
		deny:   []string{"placard/render", "placard/render/...", "placard/handlers", "placard/handlers/..."},
		deep:   true,
		reason: "store stands beside render: neither knows the other",
	},
	{
		from:   []string{"placard/handlers/signedurl"},
		deny:   []string{"github.com/...", "golang.org/..."},
		deep:   true,
		reason: "it is also the client library, and a client wants no dependencies",
	},
}

// listed is what `go list` tells of a package.
type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// TestImportRules keeps the direction of imports that makes the folders a pipeline.
func TestImportRules(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "placard/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	used := make([]bool, len(importRules))
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		for i, rule := range importRules {
			if !matches(rule.from, p.ImportPath) {
				continue
			}
			used[i] = true
			imports := p.Imports
			if rule.deep {
				imports = p.Deps
			}
			for _, im := range imports {
				if matches(rule.deny, im) && !matches(rule.except, im) {
					t.Errorf("%s must not import %s: %s", p.ImportPath, im, rule.reason)
				}
			}
		}
	}
	for i, rule := range importRules {
		if !used[i] {
			t.Errorf("the rule for %v matches no package", rule.from)
		}
	}
}

func matches(patterns []string, path string) bool {
	for _, p := range patterns {
		if prefix, all := strings.CutSuffix(p, "/..."); path == p || all && strings.HasPrefix(path, prefix+"/") {
			return true
		}
	}
	return false
}
