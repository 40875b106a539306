package layout

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// dumpMarks writes marked text so that a person can read it: <b>bold</b>.
func dumpMarks(all []marked) string {
	var out strings.Builder
	for _, m := range all {
		var names []string
		for _, on := range []struct {
			is   bool
			name string
		}{{m.style.bold, "b"}, {m.style.emphasis, "e"}, {m.style.code, "c"}, {m.style.highlight, "h"}, {m.style.strike, "s"}, {m.style.own != nil, "o"}} {
			if on.is {
				names = append(names, on.name)
			}
		}
		if len(names) == 0 {
			out.WriteString(m.text)
			continue
		}
		out.WriteString("<" + strings.Join(names, "") + ":" + m.text + ">")
	}
	return out.String()
}

func TestMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"plain":                     "plain",
		"**bold** rest":             "<b:bold> rest",
		"a *b* c":                   "a <e:b> c",
		"***both***":                "<be:both>",
		"**a *b* c**":               "<b:a ><be:b><b: c>",
		"*a **b** c*":               "<e:a ><be:b><e: c>",
		"`**code**`":                "<c:**code**>",
		"==mark== ~~gone~~":         "<h:mark> <s:gone>",
		"5 * 3 * 2":                 "5 * 3 * 2",
		"5*3":                       "5*3",
		"** not **":                 "** not **",
		"**open":                    "**open",
		"*open **closed**":          "*open <b:closed>",
		`\*not\* \[x]{y}`:           "*not* [x]{y}",
		`C:\dir`:                    `C:\dir`,
		"[red]{color=#f00}":         "<o:red>",
		"[a **b**]{color=red} c":    "<o:a ><bo:b> c",
		"[rgb]{color=rgb(1, 2, 3)}": "<o:rgb>",
		"[link](x)":                 "[link](x)",
		"[a":                        "[a",
		"a == b == c":               "a == b == c",
		"f(x) = **y** = z":          "f(x) = <b:y> = z",
		"**Größe** 日本*語*":           "<b:Größe> 日本<e:語>",
		"*****":                     "*****",
		"a ==== b":                  "a ==== b",
		"*a\nb*":                    "<e:a\nb>",
		"``":                        "``",
		"**":                        "**",
		"****":                      "****",
	} {
		got, err := parseMarkup(in)
		if err != nil || dumpMarks(got) != want {
			t.Errorf("%q: %s, %v; want %s", in, dumpMarks(got), err, want)
		}
	}
	for in, want := range map[string]string{
		"[x]{color=#zz}":  `text: [x]{color=#zz}: `,
		"[x]{weight=0}":   `text: [x]{weight=0}: "0" is not a weight of 1..1000`,
		"[x]{size=3 big}": `text: [x]{size=3 big}: "size=3" is not one of color=, weight=, font=, background=, italic, underline`,
	} {
		if _, err := parseMarkup(in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// TestMarkupKeepsWords checks on any text that nothing is lost but signs, and that hostile ones take no time.
func TestMarkupKeepsWords(t *testing.T) {
	strip := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("*`=~[]{}\\", r) {
				return -1
			}
			return r
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOf(rapid.SampledFrom([]rune("ab *`=~[]\\ é"))).Draw(t, "in")
		got, err := parseMarkup(in)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, m := range got {
			all += m.text
		}
		if strip(all) != strip(in) {
			t.Fatalf("%q gives %q", in, all)
		}
	})
	for _, hostile := range []string{"*a", "**a", "[", "[a]{", "`", "\\", "*a **b ", "==a ~~b *c **d `e "} {
		start := time.Now()
		if _, err := parseMarkup(strings.Repeat(hostile, 10_000/len(hostile))); err != nil || time.Since(start) > time.Second {
			t.Errorf("%q: %v in %v", hostile, err, time.Since(start))
		}
		t.Logf("%q: %v", hostile, time.Since(start))
	}
}
