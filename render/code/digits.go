package code

import (
	"fmt"
	"strings"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// notDigit is where the first byte of a value that is no digit lies, -1: there is none.
func notDigit(value string) int {
	return strings.IndexFunc(value, func(r rune) bool { return r < '0' || r > '9' })
}

// checkDigit is that of the GS1 keys: the digit that makes the sum of all a multiple of 10, where every other
// one, from the last before it, counts thrice (GS1 General Specifications, 7.9.1).
func checkDigit(digits string) byte {
	sum, weight := 0, 3
	for i := len(digits) - 1; i >= 0; i-- {
		sum += weight * int(digits[i]-'0')
		weight = 4 - weight
	}
	return byte('0' + (10-sum%10)%10)
}

// checked is a value of n digits, of which the last is the check digit: it is added if it was left out.
func checked(value string, n int) (string, error) {
	if at := notDigit(value); at >= 0 {
		return "", lacks(value, at, "digits", "write the number without spaces or hyphens")
	}
	switch len(value) {
	case n - 1:
		return value + string(checkDigit(value)), nil
	case n:
		return value, verify(value)
	}
	return "", fmt.Errorf("%s has %d digits; write %d, or %d without the check digit", value, len(value), n, n-1)
}

// verify says what the last digit would have to be.
func verify(value string) error {
	body, last := value[:len(value)-1], value[len(value)-1]
	if right := checkDigit(body); last != right {
		return fmt.Errorf("%s ends in %c, but its check digit is %c; write %s%c or leave the last digit out", value, last, right, body, right)
	}
	return nil
}
