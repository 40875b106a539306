package layout

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"placard/templates"
)

// marked is a stretch of text in one style.
type marked struct {
	text  string
	style marks
}

// marks are the styles that markup knows; several may hold at once.
type marks struct {
	bold, emphasis, code, highlight, strike bool
	own                                     *templates.TextStyle // of [words]{…}; nil: none
}

// delimiters open and close a style, the longer ones first.
var delimiters = []struct {
	sign string
	set  func(*marks)
}{
	{"**", func(m *marks) { m.bold = true }},
	{"==", func(m *marks) { m.highlight = true }},
	{"~~", func(m *marks) { m.strike = true }},
	{"*", func(m *marks) { m.emphasis = true }},
}

// maxMarkDepth bounds styles within styles. Nobody reads more than three.
const maxMarkDepth = 16

// parseMarkup reads **bold**, *emphasis*, `code`, ==highlight==, ~~strike~~ and [words]{color=#f00}, within one
// another as well. A sign that closes nothing, or that stands beside a space where it should hold on to a word,
// is a sign, as is one after a backslash: whoever writes "5 * 3" means that. The error is of braces that say
// nothing sensible, and names them.
func parseMarkup(text string) ([]marked, error) {
	if !strings.ContainsAny(text, "*`=~[\\") {
		return []marked{{text: text}}, nil
	}
	p := markupParser{text: text, unclosed: map[string]int{}}
	if err := p.parse(0, len(text), marks{}, 0); err != nil {
		return nil, err
	}
	return p.out, nil
}

type markupParser struct {
	text string
	out  []marked

	// unclosed are signs of which none closes before a place, so that the search for it is made once.
	unclosed map[string]int
}

// parse reads text[from:to], which has a style.
func (p *markupParser) parse(from, to int, style marks, depth int) error {
	plain := from // where the words begin that have been passed by
	for at := from; at < to; {
		if run := p.run(at, to); run > 3 { // a rule of asterisks, not a style
			at += run
			continue
		}
		end, inner, next, err := p.styled(at, to, style, depth)
		if err != nil {
			return err
		}
		if end == 0 {
			if c := p.text[at]; c == '\\' && at+1 < to && isMarkSign(p.text[at+1]) {
				p.say(p.text[plain:at], style)
				plain = at + 1
				at++
			}
			_, size := utf8.DecodeRuneInString(p.text[at:to])
			at += size
			continue
		}
		p.say(p.text[plain:at], style)
		if next.code && !style.code {
			p.say(p.text[inner[0]:inner[1]], next)
		} else if err := p.parse(inner[0], inner[1], next, depth+1); err != nil {
			return err
		}
		at, plain = end, end
	}
	p.say(p.text[plain:to], style)
	return nil
}

// run is how many signs of one kind stand at a place.
func (p *markupParser) run(at, to int) int {
	c := p.text[at]
	if c != '*' && c != '=' && c != '~' {
		return 0
	}
	n := 1
	for at+n < to && p.text[at+n] == c {
		n++
	}
	return n
}

// say appends words, to those before if they have the same style.
func (p *markupParser) say(words string, style marks) {
	if words == "" {
		return
	}
	if last := len(p.out) - 1; last >= 0 && p.out[last].style == style {
		p.out[last].text += words
		return
	}
	p.out = append(p.out, marked{words, style})
}

// styled reads a stretch of another style that begins at a place: where it ends, what is in it, and the style.
// The end is 0 if none begins there.
func (p *markupParser) styled(at, to int, style marks, depth int) (end int, inner [2]int, next marks, err error) {
	if depth == maxMarkDepth {
		return 0, inner, style, nil
	}
	rest := p.text[at:to]
	switch rest[0] {
	case '`':
		if close := strings.IndexByte(rest[1:], '`'); close > 0 {
			next = style
			next.code = true
			return at + close + 2, [2]int{at + 1, at + 1 + close}, next, nil
		}
	case '[':
		return p.bracketed(at, to, style)
	case '*', '=', '~':
		for _, d := range delimiters {
			if !strings.HasPrefix(rest, d.sign) {
				continue
			}
			next = style
			if d.set(&next); next == style {
				break // within itself it closes
			}
			close := p.closing(at+len(d.sign), to, d.sign)
			if close > 0 && strings.Trim(p.text[at+len(d.sign):close], "*=~") != "" {
				return close + len(d.sign), [2]int{at + len(d.sign), close}, next, nil
			}
		}
	}
	return 0, inner, style, nil
}

// closing finds the sign that closes what opened before from: both hold on to a word. It is 0 if there is none.
func (p *markupParser) closing(from, to int, sign string) int {
	if first, _ := utf8.DecodeRuneInString(p.text[from:to]); from == to || unicode.IsSpace(first) || p.unclosed[sign] == to {
		return 0
	}
	for at := from; at < to; {
		switch c := p.text[at]; {
		case c == '\\':
			at += 2
			continue
		case c == '`':
			if close := strings.IndexByte(p.text[at+1:to], '`'); close > 0 {
				at += close + 2
				continue
			}
		case at > from && strings.HasPrefix(p.text[at:to], sign):
			run := p.run(at, to)
			before, _ := utf8.DecodeLastRuneInString(p.text[from:at])
			if !unicode.IsSpace(before) && (run == len(sign) || run >= 3) {
				return at + run - len(sign)
			}
			at += run
			continue
		}
		at++
	}
	p.unclosed[sign] = to
	return 0
}

// bracketed reads [words]{color=#f00}.
func (p *markupParser) bracketed(at, to int, style marks) (end int, inner [2]int, next marks, err error) {
	depth := 0
	for i := at; i < to && p.unclosed["["] != to; i++ {
		switch p.text[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			if i+1 >= to || p.text[i+1] != '{' {
				return 0, inner, style, nil
			}
			length := strings.IndexByte(p.text[i+2:to], '}')
			if length < 0 {
				return 0, inner, style, nil
			}
			own, err := parseOwnStyle(p.text[i+2:i+2+length], style.own)
			if err != nil {
				return 0, inner, style, fmt.Errorf("text: %s: %w", p.text[at:i+3+length], err)
			}
			next = style
			next.own = own
			return i + 3 + length, [2]int{at + 1, i}, next, nil
		}
	}
	p.unclosed["["] = to
	return 0, inner, style, nil
}

// parseOwnStyle reads what stands in braces: words such as color=#f00 weight=700 italic underline, upon the style
// around it.
func parseOwnStyle(words string, around *templates.TextStyle) (*templates.TextStyle, error) {
	style := templates.TextStyle{}
	if around != nil {
		style = *around
	}
	for _, word := range splitAttributes(words) {
		name, value, _ := strings.Cut(word, "=")
		value = strings.Trim(value, `"'`)
		switch name {
		case "color":
			color, err := templates.ParseColor(value)
			if err != nil {
				return nil, err
			}
			style.Color = color
		case "weight", "font_weight":
			weight, err := strconv.Atoi(value)
			if err != nil || weight < 1 || weight > 1000 {
				return nil, fmt.Errorf("%q is not a weight of 1..1000", value)
			}
			style.FontWeight = weight
		case "font", "font_family":
			style.FontFamily = value
		case "italic":
			style.FontStyle = templates.FontStyleItalic
		case "underline":
			style.TextDecoration = templates.TextDecorationUnderline
		case "background", "highlight":
			color, err := templates.ParseColor(value)
			if err != nil {
				return nil, err
			}
			style.Highlight = &templates.Highlight{Paint: color}
		default:
			return nil, fmt.Errorf("%q is not one of color=, weight=, font=, background=, italic, underline", word)
		}
	}
	return &style, nil
}

// splitAttributes splits at spaces that stand outside of quotes and parentheses.
func splitAttributes(words string) []string {
	var quote rune
	depth := 0
	return strings.FieldsFunc(words, func(r rune) bool {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '(':
			depth++
		case r == ')':
			depth--
		default:
			return depth <= 0 && (r == ' ' || r == ',')
		}
		return false
	})
}

// isMarkSign says whether a backslash takes the sign as it is.
func isMarkSign(c byte) bool { return strings.IndexByte("*`=~[]{}\\", c) >= 0 }
