package templates

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// calendar is how a language writes dates, after CLDR 45.
type calendar struct {
	long, medium, short string // in the notation of time.Layout
	months, shortMonths string
	days, shortDays     string // from Sunday
}

// calendars are those of the languages that there are names for. en is that of the United States.
var calendars = map[string]calendar{
	"en": {
		"January 2, 2006", "Jan 2, 2006", "1/2/06",
		"January February March April May June July August September October November December",
		"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
		"Sunday Monday Tuesday Wednesday Thursday Friday Saturday", "Sun Mon Tue Wed Thu Fri Sat",
	},
	"de": {
		"2. January 2006", "02.01.2006", "02.01.06",
		"Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		"Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
		"Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag", "So Mo Di Mi Do Fr Sa",
	},
	"fr": {
		"2 January 2006", "2 Jan 2006", "02/01/2006",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
		"dimanche lundi mardi mercredi jeudi vendredi samedi", "dim. lun. mar. mer. jeu. ven. sam.",
	},
	"es": {
		"2 de January de 2006", "2 Jan 2006", "2/1/06",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago sept oct nov dic",
		"domingo lunes martes miércoles jueves viernes sábado", "dom lun mar mié jue vie sáb",
	},
	"it": {
		"2 January 2006", "2 Jan 2006", "02/01/06",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"domenica lunedì martedì mercoledì giovedì venerdì sabato", "dom lun mar mer gio ven sab",
	},
	"pt": {
		"2 de January de 2006", "2 de Jan de 2006", "02/01/2006",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
		"domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado", "dom. seg. ter. qua. qui. sex. sáb.",
	},
	"nl": {
		"2 January 2006", "2 Jan 2006", "02-01-2006",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"jan feb mrt apr mei jun jul aug sep okt nov dec",
		"zondag maandag dinsdag woensdag donderdag vrijdag zaterdag", "zo ma di wo do vr za",
	},
	"sv": {
		"2 January 2006", "2 Jan 2006", "2006-01-02",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
		"söndag måndag tisdag onsdag torsdag fredag lördag", "sön mån tis ons tors fre lör",
	},
	"da": {
		"2. January 2006", "2. Jan 2006", "02.01.2006",
		"januar februar marts april maj juni juli august september oktober november december",
		"jan. feb. mar. apr. maj juni juli aug. sep. okt. nov. dec.",
		"søndag mandag tirsdag onsdag torsdag fredag lørdag", "søn. man. tirs. ons. tors. fre. lør.",
	},
	"ja": {
		"2006年1月2日", "2006/01/02", "2006/01/02",
		"1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
		"日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日", "日 月 火 水 木 金 土",
	},
}

// dayFirst are how English is written outside of the United States.
var dayFirst = map[string]string{"long": "2 January 2006", "medium": "2 Jan 2006", "short": "02/01/2006"}

// dateFilter writes a date, 2026-11-21 or RFC 3339, by a layout or a style, long if none is said; empty stays
// empty.
func dateFilter(a *arguments) stage {
	layout := "long"
	if len(a.words) > 0 && (strings.ContainsAny(a.words[0], "0123456789") || !patterns["Lang"].MatchString(a.words[0]) || isStyle(a.words[0])) {
		layout = a.text()
	}
	if !isStyle(layout) && time.Unix(0, 0).UTC().Format(layout) == layout && time.Unix(5e8, 5).UTC().Format(layout) == layout {
		a.fail("%s has no part of a date", quote(layout))
	}
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		if in.text == "" {
			return "", nil
		}
		at := Date(in.text).Time()
		if at.IsZero() {
			return "", fmt.Errorf("%s is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z", quote(in.text))
		}
		return dated(locale(lang), at, layout)
	}
}

// isStyle says whether a language has a layout of that name.
func isStyle(layout string) bool { return dayFirst[layout] != "" }

// dated writes a date in a language.
func dated(tag language.Tag, at time.Time, layout string) (string, error) {
	c, ok := calendars[tongue(tag)]
	if _, _, word := nextName(layout); !ok && (word != nil || isStyle(layout)) {
		return "", notSpoken(tag, keys(calendars))
	}
	if isStyle(layout) {
		layout = c.style(tag, layout)
	}
	var out strings.Builder
	for layout != "" {
		start, end, word := nextName(layout)
		out.WriteString(at.Format(layout[:start]))
		if word != nil {
			out.WriteString(word(c, at))
		}
		layout = layout[end:]
	}
	return out.String(), nil
}

// style is a language's own layout.
func (c calendar) style(tag language.Tag, name string) string {
	if region, confidence := tag.Region(); tongue(tag) == "en" && confidence == language.Exact && region.String() != "US" {
		return dayFirst[name]
	}
	return map[string]string{"long": c.long, "medium": c.medium, "short": c.short}[name]
}

// dateNames are the parts of a layout that are words, longer ones before those they start with.
var dateNames = []struct {
	name string
	word func(calendar, time.Time) string
}{
	{"January", func(c calendar, at time.Time) string { return strings.Fields(c.months)[at.Month()-1] }},
	{"Jan", func(c calendar, at time.Time) string { return strings.Fields(c.shortMonths)[at.Month()-1] }},
	{"Monday", func(c calendar, at time.Time) string { return strings.Fields(c.days)[at.Weekday()] }},
	{"Mon", func(c calendar, at time.Time) string { return strings.Fields(c.shortDays)[at.Weekday()] }},
}

// nextName finds the first word in a layout; without any it is the end.
func nextName(layout string) (start, end int, word func(calendar, time.Time) string) {
	start, end = len(layout), len(layout)
	for _, n := range dateNames {
		if at := strings.Index(layout, n.name); at >= 0 && at < start {
			start, end, word = at, at+len(n.name), n.word
		}
	}
	return start, end, word
}
