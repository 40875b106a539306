package templates

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sections are the headings of docs/templates.md that hold a table of fields, and the types of those.
func sections() map[string]reflect.Type {
	all := map[string]reflect.Type{
		"Template": reflect.TypeFor[Template](), "Pages": reflect.TypeFor[Page](), "Sample": reflect.TypeFor[Sample](), "Variables": reflect.TypeFor[Variable](), "Every layer": reflect.TypeFor[Base](),
		"Stroke": reflect.TypeFor[Stroke](), "Shadow": reflect.TypeFor[Shadow](), "Stop": reflect.TypeFor[Stop](),
		"Anchor": reflect.TypeFor[Anchor](), "Border": reflect.TypeFor[Border](), "Picture filters": reflect.TypeFor[Filters](), "Duotone": reflect.TypeFor[Duotone](),
		"Mask": reflect.TypeFor[Mask](), "Stack": reflect.TypeFor[Stack](), "Text style": reflect.TypeFor[TextStyle](), "Highlight": reflect.TypeFor[Highlight](),
		"Series": reflect.TypeFor[Series](),
	}
	for name, t := range layerTypes {
		all["`"+name+"`"] = t
	}
	for name, t := range paintTypes {
		all[paintHeading(name)] = t
	}
	return all
}

// paintHeading is the heading of a paint: a layer has the name of one of them.
func paintHeading(name string) string {
	if layerTypes[name] != nil {
		return "`" + name + "` as a paint"
	}
	return "`" + name + "`"
}

// TestDocsNameEveryField holds the tables of the reference against the types: the same fields in the same
// order, with the same values and defaults, each with a meaning.
func TestDocsNameEveryField(t *testing.T) {
	tables := docTables(t)
	for heading, structType := range sections() {
		rows := tables[heading]
		delete(tables, heading)
		var want []string
		base := planOf(reflect.TypeFor[Base]())
		for _, f := range planOf(structType).fields {
			if structType == reflect.TypeFor[Base]() || len(f.index) == 1 || base.byName[f.name] == nil {
				want = append(want, fmt.Sprintf("| `%s` | %s | %s |", f.name, valueOfField(&f), defaultOf(&f)))
			}
		}
		for i, row := range want {
			if i >= len(rows) || !strings.HasPrefix(rows[i], row) || len(rows[i]) < len(row)+10 {
				t.Errorf("%s: no line, or not in its place, that starts\n%s", heading, row)
			}
		}
		if len(rows) > len(want) {
			t.Errorf("%s: %d lines, but %d fields", heading, len(rows), len(want))
		}
	}
	for heading, rows := range tables {
		if !slices.Contains([]string{"Sizes", "Limits", "Placeholder filters", "Other sizes", "Conditions", "Spellings"}, heading) {
			t.Errorf("%s: a table of no type: %s", heading, rows[0])
		}
	}
}

// TestDocsSizes holds the table of which layer needs which size against the types.
func TestDocsSizes(t *testing.T) {
	rows := docTables(t)["Sizes"]
	for _, name := range keys(layerTypes) {
		p := planOf(layerTypes[name])
		want := fmt.Sprintf("| `%s` | %s | %s |", name, need(p.byName["width"]), need(p.byName["height"]))
		if !strings.Contains(strings.Join(rows, "\n"), want) {
			t.Errorf("no line that starts\n%s", want)
		}
	}
	if len(rows) != len(layerTypes) {
		t.Errorf("%d lines, but %d types", len(rows), len(layerTypes))
	}
}

func need(f *field) string {
	words := "optional"
	if f.required {
		words = "**required**"
	}
	return words + ", " + f.bounds.String()
}

// TestDocsLimits holds the table of limits against the constants.
func TestDocsLimits(t *testing.T) {
	rows := strings.Join(docTables(t)["Limits"], "\n")
	for _, want := range []string{
		fmt.Sprintf("| JSON | %d kB", MaxBytes>>10), fmt.Sprintf("nested %d deep", MaxDepth),
		fmt.Sprintf("| layers | %d", MaxLayers), fmt.Sprintf("%d on all pages", MaxTemplateLayers), fmt.Sprintf("| pages | %d", MaxPages),
		fmt.Sprintf("| links | %d characters", MaxLink), fmt.Sprintf("| outlines | %d segments a path", MaxPathSegments), fmt.Sprintf("%d corners a polygon", MaxCorners),
		fmt.Sprintf("groups %d within each other", MaxGroupDepth),
		fmt.Sprintf("| canvas | %d px a side, %d pixels", MaxSide, MaxPixels),
		fmt.Sprintf("| characters | %d a text, %d a page", MaxTextRunes, MaxDocumentRunes),
		fmt.Sprintf("| changes | %d", MaxChanges), fmt.Sprintf("| families | %d", MaxFamilies),
		fmt.Sprintf("| variables | %d, filling in %d kB", MaxVariables, maxExpanded>>10),
		fmt.Sprintf("| dash pattern | %d px", minDashPeriod),
	} {
		if !strings.Contains(rows, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

// TestDocsSpellings holds the table of aliases against what is read.
func TestDocsSpellings(t *testing.T) {
	code := regexp.MustCompile("`([a-z_]+)`")
	listed := map[string]string{}
	for _, row := range docTables(t)["Spellings"] {
		cells := strings.Split(row, "|")
		name := code.FindStringSubmatch(cells[2])[1]
		for _, alias := range code.FindAllStringSubmatch(cells[1], -1) {
			listed[alias[1]] = name
		}
	}
	if !reflect.DeepEqual(listed, aliases) {
		t.Errorf("listed %v\nread   %v", listed, aliases)
	}
}

// TestDocsConditions reads every condition of the table.
func TestDocsConditions(t *testing.T) {
	template := mustDecode(t, `{"id":"t","width":1,"height":1,"layers":[],"variables":{"subtitle":{"type":"string"},"logo":{"type":"image"},
		"badge":{"type":"string"},"rating":{"type":"number","default":1},"theme":{"type":"enum","values":["light","dark"],"default":"light"}}}`)
	rows := docTables(t)["Conditions"]
	for _, row := range rows {
		text := strings.Trim(strings.Split(row, "| ")[1], "` ")
		if _, _, err := parseCondition(text, template.scope); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if len(rows) != 5 {
		t.Errorf("%d lines", len(rows))
	}
}

// TestDocsFilters holds every line of the table against what the filter gives, and wants all of them there.
func TestDocsFilters(t *testing.T) {
	rows := docTables(t)["Placeholder filters"]
	for _, row := range rows {
		cells := strings.Split(strings.ReplaceAll(row, `\|`, "\x00"), "|")
		text := strings.ReplaceAll(strings.Trim(cells[1], "` "), "\x00", "|")
		_, want, _ := strings.Cut(cells[3], "`")
		want, _, _ = strings.Cut(want, "`")
		template := mustDecode(t, fmt.Sprintf(`{"id":"t","width":1,"height":1,"layers":[{"id":"a","type":"text","width":1,"text":%q}],"variables":{
			"title":{"type":"string","default":"Walking the ridge"},"place":{"type":"string","default":"northern line"},"sum":{"type":"string","default":"2*3 <4>"},"subtitle":{"type":"string"},
			"author":{"type":"string","default":"Mira Okonkwo"},"when":{"type":"string","default":"2026-11-21"},"price":{"type":"number","default":1234.5},
			"share":{"type":"number","default":0.256},"count":{"type":"number","default":3}}}`, text))
		if got := strings.ReplaceAll(template.Layers[0].(*Text).Text, "\u00a0", " "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	for _, name := range keys(filters) {
		if !strings.Contains(strings.Join(rows, "\n"), `\| `+name) {
			t.Errorf("no line for %s", name)
		}
	}
	if said := fmt.Sprintf("There may be %d of them in a placeholder and %d in a template", maxChain, maxFilters); !strings.Contains(docs(t), said) {
		t.Errorf("nothing says %q", said)
	}
}

// TestDocsExamples decodes every example: templates as they stand, layers in a canvas, changes as such.
func TestDocsExamples(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(docs(t), -1)
	if len(blocks) < 8 {
		t.Errorf("only %d examples", len(blocks))
	}
	var main *Template
	for _, block := range blocks {
		example := strings.TrimSpace(block[1])
		var err error
		switch {
		case strings.HasPrefix(example, "[") || strings.HasPrefix(example, `{"title`):
			var changes Changes
			if changes, err = DecodeChanges([]byte(example)); err == nil {
				_, err = main.Apply(changes)
			}
		case strings.Contains(example, `"layers"`) && !strings.Contains(example, `"group"`), strings.Contains(example, `"pages"`):
			var template *Template
			if template, err = Decode([]byte(example)); main == nil {
				main = template
			}
		default:
			_, err = Decode([]byte(canvas(example)))
		}
		if err != nil {
			t.Errorf("%s\n%v", example, err)
		}
	}
}

// docs is the reference.
func docs(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// titleRow is the first line of a table.
var titleRow = regexp.MustCompile(`^\| (field|layer|what|alias) `)

// docTables are the rows of each table, by the heading above it.
func docTables(t *testing.T) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	heading := ""
	for _, line := range strings.Split(docs(t), "\n") {
		if name, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			heading = name
		}
		if strings.HasPrefix(line, "| ") && !titleRow.MatchString(line) {
			tables[heading] = append(tables[heading], line)
		}
	}
	return tables
}

// valueOfField is how the reference writes what a field may be.
func valueOfField(f *field) string {
	switch f.shape {
	case enumShape:
		return "`" + strings.Join(f.values, "` `") + "`"
	case boolShape:
		return "`true` `false`"
	case stringShape:
		if f.runes != unlimited {
			return "text, " + f.runes.String() + " characters"
		}
		return "text"
	case intShape:
		return "whole number, " + f.bounds.String()
	case floatShape:
		return "number, " + f.bounds.String()
	case paintShape:
		return "[paint](#paint)"
	case lengthShape:
		words := "number, " + f.bounds.String() + ", or per cent as in `\"50%\"`"
		if f.sizes {
			words += ", `hug` or `fill`"
		}
		return words
	case pointerShape, structShape:
		name := strings.ToLower(strings.TrimPrefix(f.typ.String(), "*templates."))
		name = strings.TrimPrefix(name, "templates.")
		switch name {
		case "textstyle":
			return "[text style](#text-style)"
		case "filters":
			return "[picture filters](#picture-filters)"
		}
		return "[" + name + "](#" + name + ")"
	case listShape:
		return listOf(f)
	default:
		return customOf(f.typ)
	}
}

// listOf is how the reference writes a list.
func listOf(f *field) string {
	words := "list of "
	switch f.typ.Elem() {
	case layerType:
		words += "[layers](#layers)"
	case reflect.TypeFor[Stop]():
		words += "[stops](#stop)"
	case reflect.TypeFor[Sample]():
		words += "[samples](#sample)"
	case reflect.TypeFor[Color]():
		words += "[colours](#colour)"
	case reflect.TypeFor[string]():
		words += "texts of " + f.runes.String() + " characters"
	default:
		words += "numbers, each " + f.bounds.String()
	}
	if f.items != unlimited {
		words += ", " + f.items.String() + " of them"
	}
	return words
}

// customOf is how the reference writes a type that reads itself.
func customOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Color]():
		return "[colour](#colour)"
	case reflect.TypeFor[Variables]():
		return "[variables](#variables)"
	case reflect.TypeFor[Value]():
		return "text, number, `true` or `false`"
	case reflect.TypeFor[Changes]():
		return "[changes](#changes)"
	case reflect.TypeFor[Radii]():
		return fmt.Sprintf("number or list of four, 0..%d", MaxOffset)
	case reflect.TypeFor[Pages]():
		return fmt.Sprintf("list of [pages](#pages), 1..%d of them", MaxPages)
	case reflect.TypeFor[Date]():
		return "date"
	case reflect.TypeFor[Adapt]():
		return "[rule](#adapt)"
	case reflect.TypeFor[Shadows]():
		return fmt.Sprintf("[shadow](#shadow), or list of up to %d", MaxShadows)
	case reflect.TypeFor[Padding]():
		return fmt.Sprintf("number, or list of two or four, 0..%d", MaxOffset)
	case reflect.TypeFor[Features]():
		return "[features](#features)"
	case reflect.TypeFor[Variations]():
		return "[axes](#features)"
	case reflect.TypeFor[Data]():
		return "[numbers](#series)"
	case reflect.TypeFor[Number]():
		return fmt.Sprintf("number, -%d..%d", MaxNumber, MaxNumber)
	case reflect.TypeFor[Gap]():
		return fmt.Sprintf("number or two, 0..%d", MaxOffset)
	case reflect.TypeFor[Offset]():
		return fmt.Sprintf("two numbers, -%d..%d", MaxOffset, MaxOffset)
	case reflect.TypeFor[Link]():
		return "[link](#link)"
	case reflect.TypeFor[PathData]():
		return "[path data](#path-data)"
	case reflect.TypeFor[ViewBox]():
		return "[view box](#view-box)"
	case reflect.TypeFor[Points]():
		return "list of pairs of numbers, or text"
	case reflect.TypeFor[Position]():
		return "[position](#position)"
	case reflect.TypeFor[LineHeight]():
		return fmt.Sprintf("number, %s, or length, %s px", lineHeightMultiple, lineHeightLength)
	}
	return t.String()
}

// defaultOf is how the reference writes what holds when a field is left out.
func defaultOf(f *field) string {
	switch {
	case f.required:
		return "**required**"
	case f.defaults == nil && (f.shape == intShape || f.shape == floatShape):
		return "`0`"
	case f.defaults == nil || *f.defaults == "":
		return "none"
	}
	return "`" + *f.defaults + "`"
}
