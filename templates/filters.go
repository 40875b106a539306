package templates

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// maxChain bounds the filters of one placeholder, maxFilters those of one pass over a template: a format
// takes some 5 µs, and Decode makes a pass for each sample.
const (
	maxChain   = 8
	maxFilters = 1000
)

// filter is what may stand behind a "|" in a placeholder.
type filter struct {
	takes kind   // what it is for; nullKind: anything
	usage string // for whoever writes it wrongly
	made  func(*arguments) stage
}

// stage is a filter with its arguments. It gives words for a value, in the language given where its arguments
// name none.
type stage func(in node, lang language.Tag) (string, error)

// filters are those that there are.
var filters = map[string]filter{
	"upper":      {stringKind, `upper or upper:tr`, upperFilter},
	"lower":      {stringKind, `lower or lower:tr`, lowerFilter},
	"capitalize": {stringKind, `capitalize or capitalize:nl`, capitalizeFilter},
	"title":      {stringKind, `title or title:nl`, titleFilter},
	"trim":       {stringKind, `trim`, trimFilter},
	"truncate":   {stringKind, `truncate:80 or truncate:80:"…"`, truncateFilter},
	"default":    {stringKind, `default:"x"`, defaultFilter},
	"replace":    {stringKind, `replace:"a":"b"`, replaceFilter},
	"initials":   {stringKind, `initials or initials:1`, initialsFilter},
	"slug":       {stringKind, `slug`, slugFilter},
	"number":     {numberKind, `number, number:de or number:de:2`, numberFilter},
	"percent":    {numberKind, `percent, percent:de or percent:de:1`, percentFilter},
	"currency":   {numberKind, `currency:EUR, currency:EUR:de or currency:EUR:de:0`, currencyFilter},
	"compact":    {numberKind, `compact or compact:de`, compactFilter},
	"ordinal":    {numberKind, `ordinal or ordinal:fr`, ordinalFilter},
	"plural":     {numberKind, `plural:"item":"items"`, pluralFilter},
	"date":       {stringKind, `date, date:long:de or date:"2 January 2006"`, dateFilter},
	"plain":      {stringKind, `plain`, plainFilter},
	"escape":     {stringKind, `escape`, escapeFilter},
	"urlencode":  {nullKind, `urlencode`, urlencodeFilter},
	"json":       {nullKind, `json`, jsonFilter},
}

// chain is what stands behind the name in a placeholder.
type chain struct {
	stages []stage
	lang   bool // whether a stage asks for the language of the document
}

// call is a filter as it is written.
type call struct {
	name string
	args []string
}

// parse reads filters for a value of some kind from behind the first "|" of a placeholder to its "}}", and
// returns what follows.
func (c *chain) parse(text string, of kind) (rest string, err error) {
	calls, rest, err := parseCalls(text)
	if err != nil {
		return "", err
	}
	for _, call := range calls {
		f, ok := filters[call.name]
		if !ok {
			hint := didYouMean(call.name, keys(filters))
			if hint == "" {
				hint = "; there are " + strings.Join(keys(filters), ", ")
			}
			return "", fmt.Errorf("no filter %s%s", quote(call.name), hint)
		}
		a := &arguments{words: call.args}
		stage := f.made(a)
		switch {
		case f.takes != nullKind && f.takes != of:
			err = fmt.Errorf("it is for %s, and gets %s", f.takes, of)
		case a.err != nil:
			err = fmt.Errorf("%w; write %s", a.err, f.usage)
		case len(a.words) > 0:
			err = fmt.Errorf("%s is one argument too many, or not understood; write %s", quote(a.words[0]), f.usage)
		}
		if err != nil {
			return "", fmt.Errorf("filter %s: %w", call.name, err)
		}
		c.stages, c.lang = append(c.stages, stage), c.lang || a.lang
		of = stringKind
	}
	return rest, nil
}

// errNotClosed is a placeholder without an end.
var errNotClosed = errors.New("{{ without }}; write {{{{ for the braces themselves")

// filterName is the start of a text that could be the name of a filter.
var filterName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*`)

// parseCalls reads name:argument:argument | name … up to "}}".
func parseCalls(text string) (calls []call, rest string, err error) {
	for {
		text = strings.TrimSpace(text)
		c := call{name: filterName.FindString(text)}
		if c.name == "" {
			return nil, "", errors.New(`there is no filter behind "|"; write it as in {{title | upper}}`)
		}
		if c.args, text, err = parseArguments(text[len(c.name):]); err != nil {
			return nil, "", fmt.Errorf("filter %s: %w", c.name, err)
		}
		if calls = append(calls, c); len(calls) > maxChain {
			return nil, "", fmt.Errorf("more than %d filters in one placeholder", maxChain)
		}
		if rest, closed := strings.CutPrefix(text, "}}"); closed {
			return calls, rest, nil
		}
		after, more := strings.CutPrefix(text, "|")
		switch {
		case text == "":
			return nil, "", errNotClosed
		case !more:
			return nil, "", fmt.Errorf(`filter %s: %s is not understood; arguments stand behind ":", in quotes unless they are single words`, c.name, quote(text))
		}
		text = after
	}
}

// parseArguments reads :word, :"text" and :'text', as many as there are. In quotes there is every character
// but the quote itself.
func parseArguments(text string) (args []string, rest string, err error) {
	for {
		text = strings.TrimLeft(text, " \t")
		after, more := strings.CutPrefix(text, ":")
		if !more {
			return args, text, nil
		}
		after = strings.TrimLeft(after, " \t")
		if after != "" && (after[0] == '"' || after[0] == '\'') {
			word, rest, closed := strings.Cut(after[1:], after[:1])
			if !closed {
				return nil, "", fmt.Errorf("an argument without its closing %s", after[:1])
			}
			args, text = append(args, word), rest
			continue
		}
		end := strings.IndexAny(after, "|:}\"' \t")
		if end < 0 {
			return nil, "", errNotClosed
		}
		if end == 0 {
			return nil, "", errors.New(`there is no argument behind ":"; write "" for an empty one`)
		}
		args, text = append(args, after[:end]), after[end:]
	}
}

// arguments are those of a filter, of which each is taken once. What is wrong with them is kept in err.
type arguments struct {
	words []string // not taken yet
	lang  bool     // the filter goes by the language of the document
	err   error
}

func (a *arguments) fail(format string, args ...any) {
	if a.err == nil {
		a.err = fmt.Errorf(format, args...)
	}
}

// text takes the next argument, which has to be there.
func (a *arguments) text() string {
	if len(a.words) == 0 {
		a.fail("an argument is missing")
		return ""
	}
	word := a.words[0]
	a.words = a.words[1:]
	return word
}

// optional takes the next argument, or else the one given.
func (a *arguments) optional(otherwise string) string {
	if len(a.words) == 0 {
		return otherwise
	}
	return a.text()
}

// whole takes the first argument that is a number of digits alone, or else the one given.
func (a *arguments) whole(otherwise int, bounds span) int {
	i := slices.IndexFunc(a.words, func(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" })
	if i < 0 {
		return otherwise
	}
	word := a.words[i]
	a.words = slices.Delete(slices.Clone(a.words), i, i+1)
	number, err := strconv.Atoi(word)
	if err != nil || !bounds.has(float64(number)) {
		a.fail("%s is not in %s", clip(word), bounds)
	}
	return number
}

// locale takes the first argument that names a language, and returns how to choose between it and that of the
// document.
func (a *arguments) locale() func(document language.Tag) language.Tag {
	for i, word := range a.words {
		if word == "" || !patterns["Lang"].MatchString(word) {
			continue
		}
		tag, err := language.Parse(word)
		if err != nil {
			a.fail("%s is not a language", quote(word))
		}
		a.words = slices.Delete(slices.Clone(a.words), i, i+1)
		return func(language.Tag) language.Tag { return tag }
	}
	a.lang = true
	return func(document language.Tag) language.Tag { return document }
}
