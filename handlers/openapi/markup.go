package openapi

import (
	"html"
	"html/template"
	"regexp"
	"strings"
)

// markup turns the little Markdown that descriptions use into HTML: paragraphs, indented code, `code` and
// **bold**.
func markup(text string) template.HTML {
	var out strings.Builder
	for block := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n\n") {
		if code, ok := indented(block); ok {
			out.WriteString("<pre><code>" + html.EscapeString(code) + "</code></pre>\n")
		} else if block != "" {
			out.WriteString("<p>" + inline(block) + "</p>\n")
		}
	}
	return template.HTML(out.String()) //nolint:gosec // every text in it was escaped
}

// phrase is markup without a paragraph around it.
func phrase(text string) template.HTML {
	return template.HTML(inline(text)) //nolint:gosec // escaped
}

const codeIndent = "    "

// indented takes the indent away from a block of code.
func indented(block string) (code string, ok bool) {
	lines := strings.Split(block, "\n")
	for i, line := range lines {
		if lines[i], ok = strings.CutPrefix(line, codeIndent); !ok {
			return "", false
		}
	}
	return strings.Join(lines, "\n"), true
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	boldSpan = regexp.MustCompile(`\*\*([^*]+)\*\*`)
)

func inline(text string) string {
	escaped := html.EscapeString(strings.TrimSpace(text))
	escaped = codeSpan.ReplaceAllString(escaped, "<code>$1</code>")
	return boldSpan.ReplaceAllString(escaped, "<strong>$1</strong>")
}
