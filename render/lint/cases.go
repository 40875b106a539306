package lint

import (
	"iter"
	"strings"
	"unicode/utf8"

	"placard/templates"
)

// trial is content that a template is tried with.
type trial struct {
	sample  string // its name; empty: the defaults
	stress  string // name of the stress text; empty: none
	changes templates.Changes
}

// name says which content it is.
func (c *trial) name() string {
	switch {
	case c.stress != "":
		return `the stress text "` + c.stress + `"`
	case c.sample != "":
		return `the sample "` + c.sample + `"`
	}
	return "its defaults"
}

// stressTexts are what callers send sooner or later. Each is what a whole text becomes.
var stressTexts = []struct{ name, text string }{
	{"empty", ""},
	{"long", strings.TrimSpace(strings.Repeat("The quick brown fox jumps over the lazy dog and keeps on running. ", 3))},
	{"one long word", "Rindfleischetikettierungsüberwachungsges"}, // 40 letters
	{"capitals", "ÅNGSTRÖM & ÉTÉ: WHAT WE LEARNED IN QATAR"},
	{"Arabic", "كل ما تحتاج إلى معرفته عن تصميم البطاقات"},
	{"Japanese", "カードのデザインについて知っておくべきすべてのこと"},
	{"emoji", "Launch day 🚀👩‍💻🇫🇷❤️‍🔥"},
}

// ownCases are the samples, or the defaults where there are none.
func (w *work) ownCases() []trial {
	var all []trial
	for _, s := range w.template.Samples {
		all = append(all, trial{sample: s.Name, changes: s.Changes})
	}
	if len(all) == 0 {
		all = []trial{{changes: w.required()}}
	}
	return all
}

// required gives every variable that has no default something to show.
func (w *work) required() templates.Changes {
	var changes templates.Changes
	for _, v := range w.template.Variables {
		if v.Required {
			changes = changes.Set(v.Name, "value", standIn(&v))
		}
	}
	return changes
}

// standIn is a value for a variable.
func standIn(v *templates.Variable) string {
	switch v.Type {
	case templates.VariableImage:
		return StandInURL()
	case templates.VariableString:
		return firstRunes("Hello, world", v.MaxLength)
	case templates.VariableColor:
		return "#808080"
	}
	return v.Default.String() // the least that fits
}

// stressCases are the template's own content with each text that callers may set in turn as each of the stress
// texts.
func (w *work) stressCases(own *trial) iter.Seq[trial] {
	return func(yield func(trial) bool) {
		for _, target := range w.targets() {
			for _, s := range stressTexts {
				text := firstRunes(s.text, target.most)
				changes := own.changes.Set(target.id, target.field, text)
				if !yield(trial{sample: own.sample, stress: s.name, changes: changes}) {
					return
				}
			}
		}
	}
}

// target is something that callers fill in with a text.
type target struct {
	id, field string
	most      int // characters
}

// targets are the variables that are texts, and the text layers that are not locked and name none.
func (w *work) targets() []target {
	var all []target
	figures := w.figures()
	for _, v := range w.template.Variables {
		if v.Type == templates.VariableString && !figures[v.Name] {
			all = append(all, target{v.Name, "value", v.MaxLength})
		}
	}
	for _, l := range textsOf(nil, w.template) {
		if w.template.LockedBy(l.ID) == "" && len(w.template.Uses(l.ID, "text")) == 0 {
			all = append(all, target{l.ID, "text", templates.MaxTextRunes})
		}
	}
	return all
}

// figures are the variables that bars and charts are made of, which are no texts whatever their type.
func (w *work) figures() map[string]bool {
	names := map[string]bool{}
	var walk func([]templates.Layer)
	walk = func(layers []templates.Layer) {
		for _, l := range layers {
			field := ""
			switch l := l.(type) {
			case *templates.Barcode:
				field = "value"
			case *templates.Chart:
				field = "data"
			case *templates.Group:
				walk(l.Layers)
			}
			for _, name := range w.template.Uses(l.Common().ID, field) {
				names[name] = true
			}
		}
	}
	walk(w.template.Layers)
	for i := range w.template.Pages {
		walk(w.template.Pages[i].Layers)
	}
	return names
}

// textsOf appends the text layers of all pages.
func textsOf(texts []*templates.Text, t *templates.Template) []*templates.Text {
	texts = appendTexts(texts, t.Layers)
	for i := range t.Pages {
		texts = appendTexts(texts, t.Pages[i].Layers)
	}
	return texts
}

func appendTexts(texts []*templates.Text, layers []templates.Layer) []*templates.Text {
	for _, l := range layers {
		switch l := l.(type) {
		case *templates.Text:
			texts = append(texts, l)
		case *templates.Group:
			texts = appendTexts(texts, l.Layers)
		}
	}
	return texts
}

// firstRunes is as much of a text as may be.
func firstRunes(text string, most int) string {
	for utf8.RuneCountInString(text) > most {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
