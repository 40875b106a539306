package code

import (
	"errors"
	"fmt"
	"strings"
)

// fixedLengths say how many characters an element string has, by the first two digits of its application
// identifier, that included. The others are of any length, and FNC1 ends them (GS1 General Specifications,
// figure 7.8.5-2).
var fixedLengths = map[string]int{
	"00": 20, "01": 16, "02": 16, "03": 16, "04": 18,
	"11": 8, "12": 8, "13": 8, "14": 8, "15": 8, "16": 8, "17": 8, "18": 8, "19": 8,
	"20": 4, "31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16,
}

// keyed are the identifiers of keys that end in a check digit.
var keyed = map[string]bool{
	"00": true, "01": true, "02": true, "03": true,
	"410": true, "411": true, "412": true, "413": true, "414": true, "415": true, "416": true, "417": true,
}

// errGS1 is of a value that is not made of elements.
var errGS1 = errors.New("write each application identifier in parentheses before its data, as in (01)09501101530003(10)AB-123")

// gs1128 is a Code 128 that starts with FNC1.
func gs1128(value string) (*Bars, error) {
	elements, err := gs1Elements(value)
	if err != nil {
		return nil, err
	}
	text := ""
	for _, e := range elements {
		text += "(" + e.id + ")" + e.data
	}
	return plain(code128Bars(gs1Raw(elements)), text), nil
}

// gs1Raw is what the bars say.
func gs1Raw(elements []element) string {
	raw := []byte{fnc1}
	for i, e := range elements {
		raw = append(append(raw, e.id...), e.data...)
		if _, fixed := fixedLengths[e.id[:2]]; !fixed && i < len(elements)-1 {
			raw = append(raw, fnc1)
		}
	}
	return string(raw)
}

// element is an application identifier and what it says.
type element struct{ id, data string }

func gs1Elements(value string) ([]element, error) {
	var out []element
	for rest := value; rest != ""; {
		id, after, ok := strings.Cut(strings.TrimPrefix(rest, "("), ")")
		if !ok || rest[0] != '(' || len(id) < 2 || len(id) > 4 || notDigit(id) >= 0 {
			return nil, errGS1
		}
		end := nextElement(after)
		e := element{id, after[:end]}
		if err := e.check(); err != nil {
			return nil, err
		}
		if e.data, ok = e.completed(); !ok {
			return nil, fmt.Errorf("(%s) takes %d characters, and %q has %d", id, fixedLengths[id[:2]]-len(id), e.data, len(e.data))
		}
		out, rest = append(out, e), after[end:]
	}
	return out, nil
}

// nextElement is where the next identifier starts. Parentheses are data where there is no number in them.
func nextElement(s string) int {
	for i := range len(s) {
		if s[i] != '(' || i == 0 {
			continue
		}
		if n := strings.IndexByte(s[i:], ')') - 1; 2 <= n && n <= 4 && notDigit(s[i+1:i+1+n]) < 0 {
			return i
		}
	}
	return len(s)
}

// completed adds a check digit that was left out, and tells whether the data are as long as they have to be.
func (e element) completed() (string, bool) {
	fixed, ok := fixedLengths[e.id[:2]]
	if !ok {
		return e.data, true
	}
	n := fixed - len(e.id)
	if keyed[e.id] && len(e.data) == n-1 {
		return e.data + string(checkDigit(e.data)), true
	}
	return e.data, len(e.data) == n
}

// check refuses what the element cannot hold.
func (e element) check() error {
	fixed, ok := fixedLengths[e.id[:2]]
	switch at := strings.IndexFunc(e.data, func(r rune) bool { return r < ' ' || r > '~' }); {
	case e.data == "":
		return fmt.Errorf("(%s) has no data; %w", e.id, errGS1)
	case at >= 0:
		return lacks(e.data, at, "printable ASCII characters", "use a qr layer for other text")
	case ok && notDigit(e.data) >= 0:
		return fmt.Errorf("(%s) takes digits only, and %q has others", e.id, e.data)
	case keyed[e.id] && len(e.data) == fixed-len(e.id):
		if err := verify(e.data); err != nil {
			return fmt.Errorf("(%s)%w", e.id, err)
		}
	}
	return nil
}
