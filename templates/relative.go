package templates

import (
	"reflect"
	"strconv"
	"strings"
)

// relative reads "+10" or "-10", which count from the field's present value, in a change. It says whether n is
// of that form.
func (b *binder) relative(n *node, v reflect.Value, f *field) bool {
	if n.kind != stringKind || !strings.HasPrefix(n.text, "+") && !strings.HasPrefix(n.text, "-") {
		return false
	}
	number, err := strconv.ParseFloat(n.text, 64)
	if err != nil || len(n.text) > maxQuoted {
		return false // perhaps "-50%"
	}
	now := v.Interface().(Length)
	number += now.Value
	switch {
	case now.Unit != Px:
		b.fail(n, "%s counts from the present value, which is no number of px; write px", quote(n.text))
	case !f.bounds.has(number):
		b.fail(n, "%s makes %s, which is not in %s", quote(n.text), strconv.FormatFloat(number, 'g', 6, 64), f.bounds)
	default:
		v.Set(reflect.ValueOf(Length{Value: number + 0})) // minus zero stays zero
	}
	return true
}
