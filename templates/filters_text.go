package templates

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func upperFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return cases.Upper(locale(lang)).String(in.text), nil
	}
}

func lowerFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return cases.Lower(locale(lang)).String(in.text), nil
	}
}

// titleFilter makes the first letter of every word a capital, and leaves the others: "NASA" stays.
func titleFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return cases.Title(locale(lang), cases.NoLower).String(in.text), nil
	}
}

// capitalizeFilter makes the first letter of the first word a capital.
func capitalizeFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		start := max(strings.IndexFunc(in.text, unicode.IsLetter), 0)
		end := strings.IndexFunc(in.text[start:], unicode.IsSpace)
		if end < 0 {
			end = len(in.text) - start
		}
		word := cases.Title(locale(lang), cases.NoLower).String(in.text[start : start+end])
		return in.text[:start] + word + in.text[start+end:], nil
	}
}

func trimFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) { return strings.TrimSpace(in.text), nil }
}

// defaultFilter stands in for what is empty.
func defaultFilter(a *arguments) stage {
	otherwise := a.text()
	return func(in node, _ language.Tag) (string, error) {
		if in.text == "" {
			return otherwise, nil
		}
		return in.text, nil
	}
}

func replaceFilter(a *arguments) stage {
	old, fresh := a.text(), a.text()
	if old == "" {
		a.fail("nothing to replace")
	}
	return func(in node, _ language.Tag) (string, error) {
		if len(in.text)+strings.Count(in.text, old)*len(fresh) > maxExpanded {
			return "", errNoRoom
		}
		return strings.ReplaceAll(in.text, old, fresh), nil
	}
}

// truncateFilter cuts a text down to so many characters as people count them, at a word if there is one in its
// second half.
func truncateFilter(a *arguments) stage {
	most := a.whole(0, span{1, MaxTextRunes})
	ending := a.optional("…")
	most -= uniseg.GraphemeClusterCount(ending)
	if most < 0 {
		a.fail("there have to be as many characters as the ending has")
	}
	return func(in node, _ language.Tag) (string, error) {
		if len(in.text) <= most || uniseg.GraphemeClusterCount(in.text) <= most+uniseg.GraphemeClusterCount(ending) {
			return in.text, nil
		}
		return strings.TrimRightFunc(in.text[:cutAt(in.text, most)], trailing) + ending, nil
	}
}

// cutAt is the offset where a text of more than most characters is cut.
func cutAt(text string, most int) int {
	at, word, state := 0, 0, -1
	for rest := text; most > 0 && rest != ""; most-- {
		cluster, after, boundaries, next := uniseg.StepString(rest, state)
		rest, state = after, next
		at += len(cluster)
		r, _ := utf8.DecodeRuneInString(rest)
		if boundaries&uniseg.MaskLine != uniseg.LineDontBreak || unicode.IsSpace(r) {
			word = at
		}
	}
	if word > at/2 {
		return word
	}
	return at
}

// trailing are characters that look lost before an ellipsis.
func trailing(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-", r) }

// initialsFilter takes the first letter of the first words and of the last one: "MO" of Mira Okonkwo.
func initialsFilter(a *arguments) stage {
	most := a.whole(2, span{1, 10})
	return func(in node, lang language.Tag) (string, error) {
		var letters []string
		for _, word := range strings.Fields(in.text) {
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(r) || unicode.IsDigit(r) {
				letter, _, _, _ := uniseg.FirstGraphemeClusterInString(word, -1)
				letters = append(letters, letter)
			}
		}
		if len(letters) > most {
			last := letters[len(letters)-1]
			if letters = letters[:most]; most > 1 {
				letters[most-1] = last
			}
		}
		return cases.Upper(lang).String(strings.Join(letters, "")), nil
	}
}

// slugLetters are letters that Unicode does not take apart, and what stands for them in addresses.
var slugLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ", "th", "ı", "i", "'", "", "’", "")

// slugFilter makes what may stand in an address: "cafe-uber-alles" of "Café über alles!". Letters of other
// scripts stay.
func slugFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) {
		text := slugLetters.Replace(cases.Lower(language.Und).String(in.text))
		var out strings.Builder
		dash := false
		for _, r := range norm.NFKD.String(text) {
			switch {
			case '\u0300' <= r && r <= '\u036f': // accents, now by themselves
			case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
				if dash && out.Len() > 0 {
					out.WriteByte('-')
				}
				dash = false
				out.WriteRune(r)
			default:
				dash = true
			}
		}
		return norm.NFC.String(out.String()), nil
	}
}

// markupSigns are what markup reads otherwise than as it stands, and svgSigns what XML does.
var (
	markupSigns = strings.NewReplacer(`\`, `\\`, "*", `\*`, "`", "\\`", "=", `\=`, "~", `\~`, "[", `\[`, "]", `\]`)
	svgSigns    = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
)

// plainFilter keeps the signs of markup from being read as such: what callers give may have any.
func plainFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) { return markupSigns.Replace(in.text), nil }
}

// escapeFilter makes what may stand in an SVG.
func escapeFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) { return svgSigns.Replace(in.text), nil }
}

// urlencodeFilter writes every character that means something in an address as %20 or the like.
func urlencodeFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) {
		return strings.ReplaceAll(url.QueryEscape(in.words()), "+", "%20"), nil
	}
}

// jsonFilter writes a value as JSON, a text in its quotes.
func jsonFilter(*arguments) stage {
	return func(in node, _ language.Tag) (string, error) {
		if in.kind == stringKind && !utf8.ValidString(in.text) {
			return "", errors.New("not valid UTF-8")
		}
		return string(in.appendJSON(nil)), nil
	}
}
