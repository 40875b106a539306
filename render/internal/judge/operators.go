package judge

import (
	"fmt"
	"regexp"
	"strings"
)

// Operator is an operator of a content stream with its operands as they are written.
type Operator struct {
	Name     string
	Operands []string
}

// token is a piece of a content stream as we write them: no literal string holds a bracket that is not escaped.
var token = regexp.MustCompile(`<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|\((?:[^\\()]|\\.)*\)|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+`)

// operand is a number, a name, a string, a bracket or a word that is no operator.
var operand = regexp.MustCompile(`^([-+.0-9]|/|<|>|\[|\]|\(|true$|false$|null$)`)

// Operators reads a content stream.
func Operators(data []byte) []Operator {
	var out []Operator
	var operands []string
	for _, t := range token.FindAllString(string(data), -1) {
		if operand.MatchString(t) {
			operands = append(operands, t)
			continue
		}
		out = append(out, Operator{Name: t, Operands: operands})
		operands = nil
	}
	return out
}

// operators are those that PDF knows (ISO 32000-1, annex A), without those of inline images, of Type 3 fonts and
// of compatibility, and without k and K: there is no CMYK here.
var operators = strings.Fields(`b B b* B* BDC BMC BT c cm CS cs d Do DP EMC ET f F f* G g gs h i j J l m M MP n q Q re
	RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`)

// contentFaults says what is wrong with the operators of a stream.
func contentFaults(ops []Operator, known map[string]bool) []string {
	var faults []string
	open, marks, hidden := 0, 0, false
	for _, op := range ops {
		switch op.Name {
		case "q":
			if open++; open > 28 {
				faults = append(faults, "6.1.13: q nests deeper than 28")
			}
		case "Q":
			open--
		case "BMC", "BDC":
			marks++
		case "EMC":
			marks--
		case "Tr":
			hidden = op.Operands[0] == "3"
		case "Tj", "TJ":
			if !hidden && notdef(op.Operands) {
				faults = append(faults, "6.2.11.8: shows .notdef")
			}
		}
		if !known[op.Name] {
			faults = append(faults, fmt.Sprintf("6.2.2: unknown operator %q", op.Name))
		}
		if open < 0 || marks < 0 {
			return append(faults, "6.2.2: "+op.Name+" ends what has not begun")
		}
	}
	if open != 0 || marks != 0 {
		faults = append(faults, fmt.Sprintf("6.2.2: %d q and %d marks do not end", open, marks))
	}
	return faults
}

// notdef reports whether strings of two-byte codes have a zero.
func notdef(operands []string) bool {
	for _, s := range operands {
		if !strings.HasPrefix(s, "<") {
			continue
		}
		for hex := strings.Trim(s, "<>"); len(hex) >= 4; hex = hex[4:] {
			if hex[:4] == "0000" {
				return true
			}
		}
	}
	return false
}
