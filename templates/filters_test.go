package templates

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// filtered is a template of one text, with a variable of each type.
func filtered(text, lang string) string {
	return fmt.Sprintf(`{"id":"t","width":9,"height":9,"lang":%q,"variables":{
		"title":{"type":"string","default":"Hello, wide world"},"who":{"type":"string","default":"mira okonkwo-lindqvist da Silva"},
		"none":{"type":"string"},"when":{"type":"string","default":"2026-03-01T09:05:00+02:00"},"i":{"type":"string","default":"istanbul"},
		"n":{"type":"number","default":1234567.891},"share":{"type":"number","default":0.256},"less":{"type":"number","default":-12.5},
		"one":{"type":"number","default":1},"two":{"type":"number","default":2},"five":{"type":"number","default":5},"zero":{"type":"number","default":0},
		"on":{"type":"boolean","default":true},"family":{"type":"string","default":"a👩‍👩‍👧 b"},"tongue":{"type":"enum","values":["en","de","tr"],"default":"en"}},
		"layers":[{"id":"a","type":"text","width":9,"text":%q}]}`, lang, text)
}

func TestFilters(t *testing.T) {
	tests := []struct{ text, lang, want string }{
		{`{{title|upper}}`, "", "HELLO, WIDE WORLD"},
		{`{{ i | upper }} {{i|upper:tr}} {{i|title:tr}}`, "", "ISTANBUL İSTANBUL İstanbul"},
		{`{{i|upper}}`, "tr", "İSTANBUL"},
		{`{{i | upper | lower}}`, "", "istanbul"},
		{`{{title|title}} {{title | replace:wide:"NASA"|title}}`, "", "Hello, Wide World Hello, NASA World"},
		{`{{who|capitalize}}`, "", "Mira okonkwo-lindqvist da Silva"},
		{`{{none|capitalize}}{{none|title}}{{none|truncate:3}}{{none|initials}}{{none|slug}}{{none|date}}`, "", ""},
		{`[{{title|replace:'Hello, ':' '|replace:"world":""|trim}}]`, "", "[wide]"},
		{`{{title|truncate:17}} {{title|truncate:12}} {{title|truncate:13}}`, "", "Hello, wide world Hello, wide… Hello, wide…"},
		{`{{title|truncate:11}} {{title|truncate:7:""}} {{title|truncate:4}} {{title|truncate:9:' (more)'}}`, "", "Hello… Hello Hel… He (more)"},
		{`{{family|truncate:2:""}}|{{family|truncate:1:""}}`, "", "a👩‍👩‍👧|a"},
		{`{{none|default:"}} {{x}}"}} {{title|default:x}}`, "", "}} {{x}} Hello, wide world"},
		{`{{who|initials}} {{who|initials:1}} {{who|initials:9}} {{who|initials:3}}`, "", "MS M MODS MOS"},
		{`{{who|slug}} {{title|replace:"wide":"Großer Übergang, ça"|slug}}`, "", "mira-okonkwo-lindqvist-da-silva hello-grosser-ubergang-ca-world"},
		{`{{title|replace:world:"日本語 का"|slug}}`, "", "hello-wide-日本語-का"},
		{`{{title|urlencode}} {{on|urlencode}} {{share|urlencode}}`, "", "Hello%2C%20wide%20world true 0.256"},
		{`{{title|replace:", ":"*a*[b]{c=1}\~=" | plain}} {{title|replace:Hello:"<a b='c'>&"|escape}}`, "", "Hello\\*a\\*\\[b\\]{c\\=1}\\\\\\~\\=wide world &lt;a b=&apos;c&apos;&gt;&amp;, wide world"},
		{`{{title|json}} {{on|json}} {{share|json}}`, "", `"Hello, wide world" true 0.256`},

		{`{{n|number}} {{n|number:de}} {{n|number:fr:1}} {{n|number:0:de}} {{five|number:2}}`, "", "1,234,567.891 1.234.567,891 1\u00a0234\u00a0567,9 1.234.568 5.00"},
		{`{{n|number}}`, "de", "1.234.567,891"},
		{`{{n|number}}`, "{{tongue|lower}}-US", "1,234,567.891"},
		{`{{share|percent}} {{share|percent:de}} {{share|percent:1:tr}}`, "", "26% 26\u00a0% %25,6"},
		{`{{n|currency:EUR}} {{n|currency:EUR:de}} {{n|currency:EUR:nl:0}} {{n|currency:JPY:ja}} {{n|currency:USD:en}}`, "",
			"€1,234,567.89 1.234.567,89\u00a0€ €\u00a01.234.568 ￥1,234,568 $1,234,567.89"},
		{`{{less|currency:EUR}} {{less|currency:EUR:fr}} {{less|currency:CHF:de-CH}} {{less|currency:EUR:pt-PT}} {{less|currency:BRL:pt}} {{less|currency:MXN:es-MX}}`, "",
			"-€12.50 -12,50\u00a0€ -CHF\u00a012.50 -12,50\u00a0€ -R$\u00a012,50 -$12.50"},
		{`{{n|compact}} {{five|compact}} {{n|compact:de}} {{n|compact:ja}} {{less|compact}} {{share|compact}}`, "", "1.2M 5 1,2\u00a0Mio. 123万 -13 0.3"},
		{`{{one|ordinal}} {{two|ordinal}} {{five|ordinal}} {{one|ordinal:fr}} {{two|ordinal:fr}} {{two|ordinal:de}} {{one|ordinal:es}}`, "", "1st 2nd 5th 1er 2e 2. 1.º"},
		{`{{one}} {{one|plural:item:items}} {{zero|plural:item:items}} {{share|plural:item:items}}`, "", "1 item items items"},
		{`{{one|plural:plik:pliki:plików}} {{two|plural:plik:pliki:plików}} {{five|plural:plik:pliki:plików}}`, "pl", "plik pliki plików"},
		{`{{zero|plural:jour:jours}}`, "fr", "jour"},
		{`{{one|plural:item:items|upper}}`, "", "ITEM"},

		{`{{when|date}} {{when|date:medium}} {{when|date:short}} {{when|date:en-GB}} {{when|date:short:en-AU}}`, "", "March 1, 2026 Mar 1, 2026 3/1/26 1 March 2026 01/03/2026"},
		{`{{when|date:"Mon, 2 Jan 2006, 15:04"}} {{when | date : "Monday 2. January" : de}} {{when|date:2006-01-02}}`, "", "Sun, 1 Mar 2026, 09:05 Sonntag 1. März 2026-03-01"},
		{`{{when|date}}`, "de", "1. März 2026"},
		{`{{when|date:"Jan 2006"}}`, "fr", "mars 2026"},
		{`{{when|date:fr}} {{when|date:es}} {{when|date:ja}}`, "", "1 mars 2026 1 de marzo de 2026 2026年3月1日"},
		{`{{when|date:"02/01/2006"}}`, "pl", "01/03/2026"},
	}
	for _, test := range tests {
		got := at[*Text](t, mustApply(t, mustDecode(t, filtered(test.text, test.lang)), nil), "a").Text
		if got != test.want {
			t.Errorf("%s in %q\ngot  %q\nwant %q", test.text, test.lang, got, test.want)
		}
	}
}

// TestFiltersFollowTheirVariables: also those of the language, and what callers give is never parsed.
func TestFiltersFollowTheirVariables(t *testing.T) {
	template := mustDecode(t, filtered(`{{n|number}} {{i|upper}} {{title|upper}}`, "{{tongue}}"))
	for changes, want := range map[string]string{
		`{"n":-0.5}`:                        "-0.5 ISTANBUL HELLO, WIDE WORLD",
		`{"tongue":"tr"}`:                   "1.234.567,891 İSTANBUL HELLO, WİDE WORLD",
		`{"title":"{{i|upper}} | lower }"}`: "1,234,567.891 ISTANBUL {{I|UPPER}} | LOWER }",
	} {
		if got := at[*Text](t, mustApply(t, template, mustDecodeChanges(t, changes)), "a").Text; got != want {
			t.Errorf("%s: %s", changes, got)
		}
	}
}

func TestFiltersRefuse(t *testing.T) {
	tests := []struct{ text, want string }{
		{`{{title|uper}}`, `{{title}}: no filter "uper"; did you mean "upper"?`},
		{`{{title|wobble}}`, `{{title}}: no filter "wobble"; there are capitalize, compact, currency, date, default, escape, initials, json, lower, number, ordinal, percent, plain, plural, replace, slug, title, trim, truncate, upper, urlencode`},
		{`{{titel|upper}}`, `no variable "titel"; did you mean "title"?`},
		{`{{title|}}`, `{{title}}: there is no filter behind "|"; write it as in {{title | upper}}`},
		{`{{title|upper|}}`, `{{title}}: there is no filter behind "|"; write it as in {{title | upper}}`},
		{`{{title|upper lower}}`, `{{title}}: filter upper: "lower}}" is not understood; arguments stand behind ":", in quotes unless they are single words`},
		{`{{title|upper`, `{{ without }}; write {{{{ for the braces themselves`},
		{`{{title|default:"}}`, `{{title}}: filter default: an argument without its closing "`},
		{`{{title|default:}}`, `{{title}}: filter default: there is no argument behind ":"; write "" for an empty one`},
		{`{{title|default}}`, `{{title}}: filter default: an argument is missing; write default:"x"`},
		{`{{title|trim:1}}`, `{{title}}: filter trim: "1" is one argument too many, or not understood; write trim`},
		{`{{title|truncate:0}}`, `{{title}}: filter truncate: 0 is not in 1..10000; write truncate:80 or truncate:80:"…"`},
		{`{{title|truncate:"x"}}`, `{{title}}: filter truncate: there have to be as many characters as the ending has; write truncate:80 or truncate:80:"…"`},
		{`{{title|truncate:2:"..."}}`, `{{title}}: filter truncate: there have to be as many characters as the ending has; write truncate:80 or truncate:80:"…"`},
		{`{{title|replace:"":x}}`, `{{title}}: filter replace: nothing to replace; write replace:"a":"b"`},
		{`{{title|number}}`, `{{title}}: filter number: it is for a number, and gets a string`},
		{`{{n|upper}}`, `{{n}}: filter upper: it is for a string, and gets a number`},
		{`{{on|upper}}`, `{{on}}: filter upper: it is for a string, and gets true or false`},
		{`{{n|number|compact}}`, `{{n}}: filter compact: it is for a number, and gets a string`},
		{`{{n|number:9}}`, `{{n}}: filter number: 9 is not in 0..6; write number, number:de or number:de:2`},
		{`{{n|number:99999999999999999999}}`, `{{n}}: filter number: 99999999999999999999 is not in 0..6; write number, number:de or number:de:2`},
		{`{{n|number:xq}}`, `{{n}}: filter number: "xq" is not a language; write number, number:de or number:de:2`},
		{`{{n|currency:euro}}`, `{{n}}: filter currency: "euro" is not a currency; it has a code such as EUR, USD or JPY; write currency:EUR, currency:EUR:de or currency:EUR:de:0`},
		{`{{n|compact:pl}}`, `it does not know the language "pl"; it knows [de en es fr it ja ko nl pt zh]`},
		{`{{share|ordinal}}`, `0.256 is not a whole number`},
		{`{{n|plural:item}}`, `{{n}}: filter plural: an argument is missing; write plural:"item":"items"`},
		{`{{title|date}}`, `"Hello, wide world" is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z`},
		{`{{when|date:pl}}`, `it does not know the language "pl"; it knows [da de en es fr it ja nl pt sv]`},
		{`{{when|date:"2 January":pl}}`, `it does not know the language "pl"; it knows [da de en es fr it ja nl pt sv]`},
		{`{{when|date:"at noon"}}`, `{{when}}: filter date: "at noon" has no part of a date; write date, date:long:de or date:"2 January 2006"`},
		{`{{title|upper|upper|upper|upper|upper|upper|upper|upper|upper}}`, `{{title}}: more than 8 filters in one placeholder`},
		{strings.Repeat(`{{n|number}}`, 1001), `more than 1000 filters in the template`},
		{`{{title|replace:"l":"` + strings.Repeat("x", 90000) + `"}}`, `the variables fill in more than 262144 bytes`},
	}
	for _, test := range tests {
		_, err := Decode([]byte(filtered(test.text, "")))
		if err == nil || err.Error() != "layers[0].text: "+test.want || !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("got  %v\nwant layers[0].text: %s", err, test.want)
		}
	}
	template := mustDecode(t, filtered(`{{when|date}}`, ""))
	_, err := template.Apply(mustDecodeChanges(t, `{"when":"soon"}`))
	if want := `changes.when.value: for a.text, "soon" is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestFiltersTakeNoTime: the most that a template may ask of them.
func TestFiltersTakeNoTime(t *testing.T) {
	for name, text := range map[string]string{
		"formats": strings.Repeat(`{{n|currency:EUR:de}}`, maxFilters/2),
		"letters": strings.Repeat(`{{who|upper|lower|title|slug|capitalize|initials:9|truncate:5}}`, maxFilters/7),
		"dates":   strings.Repeat(`{{when|date:"Monday 2 January"}}`, maxFilters/2),
	} {
		start := time.Now()
		mustDecode(t, filtered(text, "de"))
		if took := time.Since(start); took > patience/4 {
			t.Errorf("%s: %v", name, took)
		}
	}
}
