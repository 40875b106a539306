package widget

import (
	"math"
	"strconv"
	"strings"
)

// units shorten large numbers.
var units = []struct {
	size float64
	name string
}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}

// maxDigits is how many digits a number shows from 1000 up: 12.3k.
const maxDigits = 3

// number writes a value in little room: 0.25, 340, 1.2k, 3.4M.
func (c *chart) number(v float64) string { return c.signed(v, compact(math.Abs(v))) }

// signed puts what belongs around a number: the minus comes before the prefix, as in −$5.
func (c *chart) signed(v float64, digits string) string {
	sign := ""
	if v < 0 && strings.Trim(digits, "0.") != "" {
		sign = "−"
	}
	return sign + c.Prefix + digits + c.Suffix
}

func compact(v float64) string {
	if v < 1000 {
		decimals := 2
		if v > 0 && v < 0.1 {
			decimals = min(maxDigits-1-int(math.Floor(math.Log10(v))), 9)
		}
		if s := trimmed(v, decimals); s != "1000" {
			return s
		}
	}
	for i, u := range units {
		if v < u.size {
			continue
		}
		digits := len(strconv.Itoa(int(v / u.size)))
		s := trimmed(v/u.size, max(0, maxDigits-digits))
		if s == "1000" && i > 0 { // 999,999 is 1M
			return "1" + units[i-1].name
		}
		return s + u.name
	}
	return "1k"
}

// trimmed writes a number with some decimals at most.
func trimmed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.ContainsRune(s, '.') {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// tick writes a value of an axis with as many decimals as its step needs.
func (c *chart) tick(v, step float64) string {
	unit := units[len(units)-1]
	for _, u := range units {
		if math.Abs(v) >= u.size*(1-1e-9) {
			unit = u
			break
		}
	}
	decimals := max(0, int(math.Ceil(-math.Log10(step/unit.size)-1e-9)))
	return c.signed(v, trimmed(math.Abs(v)/unit.size, min(decimals, 12))+unit.name)
}
