package bundled

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"placard/fonts"
)

// TestTable tries every font out, as one that an operator adds would be, and holds the generated table to
// it.
func TestTable(t *testing.T) {
	listed := make(map[string]bool)
	for _, f := range files {
		listed[f.path] = true
		t.Run(f.path, func(t *testing.T) {
			t.Parallel()
			data, err := embedded.ReadFile(f.path)
			if err != nil {
				t.Fatal(err)
			}
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.digest {
				t.Fatal("the file has changed; run go generate")
			}
			alone := fonts.New()
			if err := alone.Add(f.path, data); err != nil {
				t.Fatal(err)
			}
			face := alone.Match(nil, f.weight, f.style)
			if face.Weight() != f.weight || face.Style() != f.style || face.Color() != f.color {
				t.Errorf("is %s, colour %t; the table says %d, %d, %t", face.Name(), face.Color(), f.weight, f.style, f.color)
			}
			if !reflect.DeepEqual(face.Coverage(), f.coverage) {
				t.Error("draws other characters than the table says; run go generate")
			}
		})
	}
	for _, name := range fontFiles(t) {
		if !listed[name] {
			t.Errorf("%s is embedded and not in the table; run go generate", name)
		}
	}
}

func fontFiles(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(embedded, "*/*.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestLicences wants each family's licence and origin beside it.
func TestLicences(t *testing.T) {
	for _, name := range fontFiles(t) {
		folder := path.Dir(name)
		licence, err := embedded.ReadFile(path.Join(folder, "LICENSE"))
		if err != nil {
			t.Error(err)
		}
		upper := bytes.ToUpper(licence)
		if !bytes.Contains(upper, []byte("SIL OPEN FONT LICENSE")) && !bytes.Contains(upper, []byte("APACHE LICENSE")) {
			t.Errorf("%s: LICENSE is neither the OFL nor Apache's", folder)
		}
		origin, err := embedded.ReadFile(path.Join(folder, "ORIGIN"))
		if err != nil || !strings.Contains(string(origin), "Package: ") || !strings.Contains(string(origin), "Licence: ") {
			t.Errorf("%s: ORIGIN says neither package nor licence: %v", folder, err)
		}
	}
}

// TestReadme holds the table of sizes to the files.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	sizes, total := make(map[string]int64), int64(0)
	for _, name := range fontFiles(t) {
		info, err := fs.Stat(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		sizes[path.Dir(name)] += info.Size()
		total += info.Size()
	}
	for folder, size := range sizes {
		row := fmt.Sprintf("| `%s` | %d kB |", folder, (size+500)/1000)
		if !strings.Contains(string(readme), row) {
			t.Errorf("README.md lacks %q", row)
		}
	}
	if sum := fmt.Sprintf("%.1f MB in all", float64(total)/1e6); !strings.Contains(string(readme), sum) {
		t.Errorf("README.md lacks %q", sum)
	}
}

// TestKoreanInOneFace sets syllables of which another font has a few: the line must not mix the two.
func TestKoreanInOneFace(t *testing.T) {
	text, err := New().Shape(fonts.Request{Text: "가나다힣", Weight: 700})
	if err != nil {
		t.Fatal(err)
	}
	if len(text.Runs) != 1 || text.Runs[0].Face.Name() != "Nanum Gothic 700" {
		t.Errorf("%d runs, the first in %s; want one in Nanum Gothic 700", len(text.Runs), text.Runs[0].Face.Name())
	}
}
