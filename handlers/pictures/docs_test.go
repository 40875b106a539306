package pictures

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"placard/handlers/problem"
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
}
