package svg

import (
	"fmt"
	"strings"

	"placard/internal/pathdata"
)

// rule is a selector with what it says. A list of selectors is a rule for each.
type rule struct {
	selector    []compound // the last is the element itself
	specificity int
	says        []declaration
}

// declaration is what a style says of a property.
type declaration struct {
	name, value string
	important   bool
}

// compound is what a selector says of one element.
type compound struct {
	name    string // empty: any
	id      string
	classes []string
	child   bool // of the element that the compound before says, not just somewhere in it
}

// parse reads the rules of a style element.
func (s sheet) parse() ([]rule, error) {
	if kind := s.at.attrs["type"]; kind != "" && !strings.EqualFold(kind, "text/css") {
		return nil, s.at.fail("a style sheet of type %s is not read; write it in CSS", clip(kind))
	}
	text, err := stripComments(s.text)
	var rules []rule
	for at := 0; err == nil; {
		at += len(text[at:]) - len(strings.TrimLeft(text[at:], pathdata.Spaces+";"))
		if at == len(text) {
			return rules, nil
		}
		var more []rule
		var length int
		if more, length, err = nextRule(text[at:]); err != nil {
			return nil, &Error{Line: s.line + strings.Count(text[:at], "\n"), Element: "style", Reason: err.Error()}
		}
		rules = append(rules, more...)
		at += length
	}
	return nil, s.at.fail("%v", err)
}

// stripComments puts spaces in place of comments, whose line breaks stay: lines are counted. The marks that hid
// style sheets from old browsers go as well.
func stripComments(text string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "/*")
		b.WriteString(before)
		if !found {
			break
		}
		comment, after, ended := strings.Cut(rest, "*/")
		if !ended {
			return "", fmt.Errorf("a comment has no end; write */ behind it")
		}
		b.WriteString(" " + strings.Repeat("\n", strings.Count(comment, "\n")))
		text = after
	}
	return strings.NewReplacer("<!--", "    ", "-->", "   ").Replace(b.String()), nil
}

// nextRule reads the rule that text starts with, and tells its length in bytes.
func nextRule(text string) ([]rule, int, error) {
	if text[0] == '@' {
		length, err := skipAtRule(text)
		return nil, length, err
	}
	head, rest, ok := strings.Cut(text, "{")
	block, _, ended := strings.Cut(rest, "}")
	if !ok || !ended {
		return nil, 0, fmt.Errorf("want a rule as .name { fill: red }, got %s", clip(text))
	}
	says, err := parseDeclarations(block)
	if err != nil {
		return nil, 0, err
	}
	var out []rule
	for _, selector := range strings.Split(head, ",") {
		r, err := parseSelector(strings.TrimSpace(selector))
		if err != nil {
			return nil, 0, err
		}
		r.says = says
		out = append(out, r)
	}
	return out, len(head) + len(block) + 2, nil
}

// skipAtRule leaves out what means nothing for a still picture on white, without letters.
func skipAtRule(text string) (int, error) {
	s := scan(text[1:])
	name := strings.ToLower(s.name())
	end := strings.IndexAny(text, "{;")
	if end < 0 {
		end = len(text) - 1
	}
	switch {
	case name == "import":
		return 0, fmt.Errorf("@import is not followed, as nothing is fetched; copy its rules here")
	case name == "charset" || name == "namespace":
		return end + 1, nil
	case name == "font-face":
	case name == "media" && strings.Contains(strings.ReplaceAll(text[:end], " ", ""), "(prefers-color-scheme:dark)"):
	case strings.HasSuffix(name, "keyframes"):
		return 0, fmt.Errorf("@%s: %s", name, still)
	default:
		return 0, fmt.Errorf("@%s is not read; write the rules that are meant without it", name)
	}
	depth := 0
	for i := end; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return i + 1, local(text[:i])
		}
	}
	return 0, fmt.Errorf("@%s has no end; write } behind it", name)
}

// local refuses text that refers to elsewhere.
func local(text string) error {
	rest := strings.ToLower(text)
	for {
		_, after, found := strings.Cut(rest, "url(")
		if !found {
			return nil
		}
		if !strings.HasPrefix(strings.TrimLeft(after, pathdata.Spaces+`'"`), "#") {
			return fmt.Errorf("url(%s leads elsewhere, and nothing is fetched; refer to something in the drawing as url(#id)", clip(after))
		}
		rest = after
	}
}

// parseDeclarations reads "name: value; …".
func parseDeclarations(text string) ([]declaration, error) {
	var out []declaration
	for _, part := range splitDeclarations(text) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, ok := strings.Cut(part, ":")
		if !ok {
			return nil, fmt.Errorf("want name: value, got %s", clip(part))
		}
		d := declaration{name: strings.ToLower(strings.TrimSpace(name)), value: strings.TrimSpace(value)}
		if i := strings.LastIndexByte(d.value, '!'); i >= 0 && strings.EqualFold(strings.TrimSpace(d.value[i+1:]), "important") {
			d.important, d.value = true, strings.TrimSpace(d.value[:i])
		}
		out = append(out, d)
	}
	return out, nil
}

// splitDeclarations cuts at semicolons that are neither in brackets nor quoted.
func splitDeclarations(text string) []string {
	var parts []string
	start, depth, quote := 0, 0, byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// parseSelector reads types, classes and ids, one in another or a child of another.
func parseSelector(text string) (rule, error) {
	s := scan(text)
	var r rule
	for child := false; !s.Done(); {
		if s.accept('>') {
			child = true
			continue
		}
		c := compound{child: child}
		start := s.At
		if !s.accept('*') {
			c.name = s.name()
		}
		for s.Peek() == '.' || s.Peek() == '#' {
			mark := s.Peek()
			s.At++
			if name := s.name(); mark == '#' {
				c.id = name
				r.specificity += 1 << 16
			} else {
				c.classes = append(c.classes, name)
				r.specificity += 1 << 8
			}
		}
		if s.At == start || len(r.selector) == MaxSelector || len(c.classes) > MaxSelector {
			break
		}
		if c.name != "" {
			r.specificity++
		}
		r.selector = append(r.selector, c)
		child = false
	}
	if !s.Done() || len(r.selector) == 0 {
		return r, fmt.Errorf("the selector %s is not read; write element, .class or #id, or some of these one in another", clip(text))
	}
	return r, nil
}
