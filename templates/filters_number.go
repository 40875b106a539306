package templates

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// fractionDigits are as many as a number may have behind the point.
var fractionDigits = span{0, 6}

// formatted writes a number by a language's rules, with so many digits behind the point; below 0 it is
// as many as are there, up to most.
func formatted(tag language.Tag, as number.FormatFunc, value float64, digits, most int) string {
	options := []number.Option{number.MaxFractionDigits(most)}
	if digits >= 0 {
		options = []number.Option{number.Scale(digits)}
	}
	return message.NewPrinter(tag).Sprint(as(value, options...))
}

func numberFilter(a *arguments) stage {
	digits, locale := a.whole(-1, fractionDigits), a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return formatted(locale(lang), number.Decimal, in.number, digits, 3), nil
	}
}

// percentFilter writes 0.25 as 25%.
func percentFilter(a *arguments) stage {
	digits, locale := a.whole(0, fractionDigits), a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return formatted(locale(lang), number.Percent, in.number, digits, 0), nil
	}
}

func currencyFilter(a *arguments) stage {
	code := a.text()
	unit, err := currency.ParseISO(code)
	if err != nil {
		a.fail("%s is not a currency; it has a code such as EUR, USD or JPY", quote(code))
	}
	usual, _ := currency.Standard.Rounding(unit)
	digits, locale := a.whole(usual, fractionDigits), a.locale()
	return func(in node, lang language.Tag) (string, error) {
		return money(locale(lang), unit, in.number, digits), nil
	}
}

// Where languages put the sign of a currency, after CLDR 45: behind the amount, or before it and a space; all
// others put it before the amount. A language with its region goes before the language.
var (
	moneyBehind = []string{
		"bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "is", "it", "lt", "lv", "nb", "no", "nn",
		"pl", "pt-PT", "ro", "ru", "sk", "sl", "sr", "sv", "uk", "vi",
	}
	moneySpaced = []string{"de-AT", "de-CH", "de-LI", "nl", "pt"}
	moneyBefore = []string{"es-AR", "es-CL", "es-CO", "es-MX", "es-PE", "es-US", "es-419"}
)

// money writes an amount with the sign of its currency.
func money(tag language.Tag, unit currency.Unit, amount float64, digits int) string {
	const space = "\u00a0"
	sign := message.NewPrinter(tag).Sprint(currency.Symbol(unit))
	if speaks(tag, moneyBehind) && !speaks(tag, moneySpaced) && !speaks(tag, moneyBefore) || tag.String() == "pt-PT" {
		return formatted(tag, number.Decimal, amount, digits, 0) + space + sign
	}
	text := formatted(tag, number.Decimal, math.Abs(amount), digits, 0)
	if last, _ := utf8.DecodeLastRuneInString(sign); unicode.IsLetter(last) || speaks(tag, moneySpaced) {
		sign += space
	}
	if amount < 0 {
		sign = "-" + sign
	}
	return sign + text
}

// speaks says whether a list has a language, or the language without its region.
func speaks(tag language.Tag, list []string) bool {
	base, _ := tag.Base()
	return slices.Contains(list, tag.String()) || slices.Contains(list, base.String())
}

// unit is a power of ten with a name.
type unit struct {
	power int
	name  string
}

// compactUnits are the short names of large numbers, after CLDR 45; the first space is one that does not break.
var compactUnits = map[string][]unit{
	"en": {{3, "K"}, {6, "M"}, {9, "B"}},
	"de": {{6, " Mio."}, {9, " Mrd."}},
	"fr": {{3, " k"}, {6, " M"}, {9, " Md"}},
	"es": {{3, " mil"}, {6, " M"}},
	"it": {{6, " Mln"}, {9, " Mrd"}},
	"pt": {{3, " mil"}, {6, " mi"}, {9, " bi"}},
	"nl": {{3, "K"}, {6, " mln."}, {9, " mld."}},
	"ja": {{4, "万"}, {8, "億"}},
	"zh": {{4, "万"}, {8, "亿"}},
	"ko": {{3, "천"}, {4, "만"}, {8, "억"}},
}

// compactFilter writes 12300 as 12K: two digits at least, and no more than are needed.
func compactFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		tag := locale(lang)
		units, ok := compactUnits[tongue(tag)]
		if !ok {
			return "", notSpoken(tag, keys(compactUnits))
		}
		return compact(tag, units, in.number), nil
	}
}

// compact chooses the largest unit of which there is one at least, once rounded.
func compact(tag language.Tag, units []unit, value float64) string {
	for _, u := range slices.Backward(units) {
		scaled := value / math.Pow10(u.power)
		if math.Abs(twoDigits(scaled)) >= 1 {
			scaled = twoDigits(scaled)
			name := u.name
			if name[0] == ' ' {
				name = "\u00a0" + name[1:]
			}
			return formatted(tag, number.Decimal, scaled, -1, 1) + name
		}
	}
	return formatted(tag, number.Decimal, twoDigits(value), -1, 1)
}

// twoDigits rounds to a tenth below 10, else to a whole number.
func twoDigits(v float64) float64 {
	if tenth := math.Round(v*10) / 10; math.Abs(tenth) < 10 {
		return tenth
	}
	return math.Round(v)
}

// tongue is the language without its region; not said, it is English.
func tongue(tag language.Tag) string {
	if tag == language.Und {
		return "en"
	}
	base, _ := tag.Base()
	return base.String()
}

// notSpoken is a language for which a table has nothing.
func notSpoken(tag language.Tag, known []string) error {
	return fmt.Errorf("it does not know the language %s; it knows %v", quote(tag.String()), known)
}

// ordinals write a number that counts, by language.
var ordinals = map[string]func(n int) string{
	"en": func(n int) string {
		endings := map[plural.Form]string{plural.One: "st", plural.Two: "nd", plural.Few: "rd"}
		form := plural.Ordinal.MatchPlural(language.English, n, 0, 0, 0, 0)
		if ending, ok := endings[form]; ok {
			return ending
		}
		return "th"
	},
	"fr": func(n int) string {
		if n == 1 {
			return "er"
		}
		return "e"
	},
	"de": func(int) string { return "." },
	"da": func(int) string { return "." },
	"nb": func(int) string { return "." },
	"fi": func(int) string { return "." },
	"nl": func(int) string { return "e" },
	"es": func(int) string { return ".º" },
	"it": func(int) string { return "º" },
	"pt": func(int) string { return "º" },
}

// ordinalFilter writes 2 as 2nd.
func ordinalFilter(a *arguments) stage {
	locale := a.locale()
	return func(in node, lang language.Tag) (string, error) {
		tag := locale(lang)
		ending, ok := ordinals[tongue(tag)]
		switch {
		case !ok:
			return "", notSpoken(tag, keys(ordinals))
		case in.number != math.Trunc(in.number):
			return "", fmt.Errorf("%s is not a whole number", in.words())
		}
		return formatted(tag, number.Decimal, in.number, 0, 0) + ending(int(math.Abs(in.number))), nil
	}
}

// pluralFilter chooses a word by a number: for one and for others, or for one, few and others in languages that
// tell these apart.
func pluralFilter(a *arguments) stage {
	forms := []string{a.text(), a.text()}
	if len(a.words) > 0 {
		forms = append(forms, a.text())
	}
	a.lang = true
	return func(in node, lang language.Tag) (string, error) {
		if lang == language.Und {
			lang = language.English
		}
		whole := int(math.Abs(in.number))
		decimals := 0
		if in.number != math.Trunc(in.number) {
			decimals = 1 // how many does not matter to any language here, only that there are some
		}
		switch form := plural.Cardinal.MatchPlural(lang, whole, decimals, decimals, decimals, decimals); {
		case form == plural.One:
			return forms[0], nil
		case len(forms) == 3 && (form == plural.Few || form == plural.Two):
			return forms[1], nil
		}
		return forms[len(forms)-1], nil
	}
}
