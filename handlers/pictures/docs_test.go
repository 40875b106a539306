package pictures

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"placard/handlers/openapi"
	"placard/handlers/problem"
	"placard/render"
)

// The page on HTTP has every option, platform and kind of problem, and says the numbers that hold.
func TestDocumentation(t *testing.T) {
	data, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	want := func(line string) {
		t.Helper()
		if !strings.Contains(page, line) {
			t.Errorf("docs/api.md lacks %s", line)
		}
	}
	_, options, _ := strings.Cut(page, "| option |")
	options, _, _ = strings.Cut(options, "\n\n")
	for name := range optionNames {
		if !strings.Contains(options, "`"+name+"`") {
			t.Errorf("docs/api.md lacks the option %s", name)
		}
	}
	for name, p := range platforms {
		var formats []string
		for _, f := range p.formats {
			formats = append(formats, f.Ext())
		}
		want(fmt.Sprintf("| `%s` | %d | %s |", name, p.maxBytes, strings.Join(formats, ", ")))
	}
	for _, k := range problem.Kinds {
		want(fmt.Sprintf("| %d | `%s` |", k.Status, k.Name))
	}
	want(fmt.Sprintf("| `cache_ttl` | 0..%d |", maxCacheTTL))
	want(fmt.Sprintf("| `max_bytes` | %d or more |", leastMaxBytes))
	want(fmt.Sprintf("| `page` | 1..%d |", MaxPages))
}

// The page on PDF has every option of it, and both descriptions the sizes of paper that there are.
func TestDocumentationOfPDF(t *testing.T) {
	data, err := os.ReadFile("../../docs/pdf.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range late {
		if slices.Contains(encodings, name) {
			continue
		}
		if _, ok := optionNames[name]; !ok || !strings.Contains(string(data), "\n| `"+name+"` |") {
			t.Errorf("docs/pdf.md lacks the option %s, or there is none", name)
		}
	}
	papers := render.PaperSizes()
	last := len(papers) - 1
	for _, line := range []string{
		"Paper is one of " + strings.Join(papers[:last], ", ") + " and " + papers[last] + ".",
		fmt.Sprintf("| `dpi` | %d..%d |", render.MinDPI, render.MaxDPI), fmt.Sprintf("; %d without |", render.DefaultDPI),
		fmt.Sprintf("| `page` | 1..%d |", MaxPages), fmt.Sprintf("| pages | %d |", MaxPages),
	} {
		if !strings.Contains(string(data), line) {
			t.Errorf("docs/pdf.md lacks %s", line)
		}
	}
	if line := "enum: [" + strings.Join(papers, ", ") + "]"; !strings.Contains(openapi.YAML(), line) {
		t.Errorf("the OpenAPI document lacks %s", line)
	}
}
