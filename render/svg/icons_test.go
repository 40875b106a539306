package svg_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/render/internal/judge"
)

// icons are files of the packages in testdata/icons: outlines, strokes, flags with masks, logos with gradients.
var icons = map[string][]string{
	"simple-icons/icons": {
		"github", "go", "kubernetes", "docker", "postgresql", "rust", "spotify", "wikipedia", "mercurial", "python",
	},
	"lucide-static/icons": {
		"accessibility", "anchor", "bike", "camera", "fingerprint", "settings", "wand-sparkles", "rocket", "map-pin", "circle-dashed",
	},
	"@tabler/icons/icons/outline": {
		"atom-2", "brand-github", "cloud-rain", "message-2-code", "palette", "rotate-dot", "qrcode", "line-dashed",
	},
	"@tabler/icons/icons/filled": {"heart", "brand-apple", "bulb", "sun"},
	"circle-flags/flags":         {"de", "br", "gb", "np", "us", "ch", "lk"},
	"super-tiny-icons/images/svg": {
		"apple_music", "azure", "bing", "brave", "edge", "firefox", "gitpod", "grafana", "instagram", "messenger", "netflix", "ruby", "safari", "telegram", "xmpp",
	},
	"@browser-logos": {"chrome/chrome", "edge/edge", "firefox/firefox"},
}

// TestIcons draws icons and logos as they are published, and holds them to librsvg.
func TestIcons(t *testing.T) {
	modules := withIcons(t)
	for dir, names := range icons {
		for _, name := range names {
			data, err := os.ReadFile(filepath.Join(modules, dir, name+".svg"))
			if err != nil {
				t.Fatal(err)
			}
			t.Run(dir+"/"+name, func(t *testing.T) {
				mean, far := difference(t, drawn(t, data), byRsvg(t, data))
				t.Logf("%6d bytes, off by %.3f of 255, %.3f %% far", len(data), mean, 100*far)
				if mean > 1 || far > 0.005 {
					t.Errorf("off by %.2f of 255, %.2f %% of the pixels by much", mean, 100*far)
				}
			})
		}
	}
}

// withIcons installs the packages, and tells where.
func withIcons(t *testing.T) string {
	t.Helper()
	npm := judge.Require(t, "npm", "npm")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/icons")); err != nil {
		t.Fatal(err)
	}
	install := exec.Command(npm, "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v: %s", err, out)
	}
	return filepath.Join(dir, "node_modules")
}
