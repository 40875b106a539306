package layout_test

import (
	"path/filepath"
	"testing"

	"placard/render/layout"
	"placard/templates"
)

// BenchmarkBuild lays out every starter, all of whose texts the cache has.
func BenchmarkBuild(b *testing.B) {
	names, err := filepath.Glob("../../templates/starter/*.json")
	if err != nil || len(names) == 0 {
		b.Fatalf("no starters: %v", err)
	}
	var docs []*templates.Document
	for _, name := range names {
		docs = append(docs, document(b, name))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			if _, _, err := layout.Build(doc, registry, anyPicture{}, layout.Options{Scale: 1}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
