package templates

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var writeWords = flag.Bool("schema-words", false, "write schema_words.json anew from docs/templates.md")

// compiled is the schema as a program outside reads it.
func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("template.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("template.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds says whether a template keeps to the schema, and what is wrong.
func holds(t testing.TB, s *jsonschema.Schema, data string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return s.Validate(doc)
}

// TestSchemaWords holds what the schema says of fields against the page that people read.
func TestSchemaWords(t *testing.T) {
	want := map[string]string{}
	tables := docTables(t)
	for heading, structType := range sections() {
		for _, row := range tables[heading] {
			cells := strings.Split(strings.ReplaceAll(row, `\|`, "\x00"), " | ")
			name := strings.Trim(strings.TrimPrefix(cells[0], "| "), "`")
			owner := nameOf(structType)
			want[owner+"."+name] = plainWords(strings.TrimSuffix(cells[len(cells)-1], " |"))
		}
	}
	text := docs(t)
	for heading, structType := range sections() {
		after := regexp.MustCompile(`(?m)^#+ ` + regexp.QuoteMeta(heading) + `\n\n(.+(?:\n.+)*)`).FindStringSubmatch(text)
		if after != nil && !strings.HasPrefix(after[1], "```") && !strings.HasPrefix(after[1], "|") {
			want[nameOf(structType)] = plainWords(after[1])
		}
	}
	data, _ := json.MarshalIndent(want, "", "  ")
	if *writeWords {
		if err := os.WriteFile("schema_words.json", append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatal("written; run again without -schema-words")
	}
	var got map[string]string
	if err := json.Unmarshal(meanings, &got); err != nil {
		t.Fatal(err)
	}
	for name, words := range want {
		if got[name] != words {
			t.Errorf("%s is %q in the page and %q in the schema; go test ./templates -run SchemaWords -schema-words", name, words, got[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d meanings, want %d", len(got), len(want))
	}
}

// plainWords are words of the page without its links and quotes.
func plainWords(words string) string {
	words = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(words, "$1")
	return strings.NewReplacer("`", "", "**", "", "\x00", "|", "\n", " ").Replace(words)
}

// TestSchemaNamesEveryField compares the schema with the types: the same fields, each with a meaning and the default
// of the type.
func TestSchemaNamesEveryField(t *testing.T) {
	root, err := parseJSON(Schema())
	if err != nil {
		t.Fatal(err)
	}
	defs := root.get("$defs")
	for _, structType := range structTypes() {
		def := defs.get(nameOf(structType))
		if structType == reflect.TypeFor[Template]() {
			def = &root
		}
		if structType == reflect.TypeFor[Base]() {
			def = defs.get("every_layer")
		}
		if def == nil {
			t.Errorf("no definition of %s", structType)
			continue
		}
		properties := def.get("properties")
		p := planOf(structType)
		extra := 0
		for _, m := range properties.items {
			if p.byName[m.name] == nil && m.name != "type" {
				t.Errorf("%s has no %s", structType, m.name)
			} else if p.byName[m.name] == nil {
				extra++
			}
		}
		if len(properties.items)-extra != len(p.fields) {
			t.Errorf("%s: %d fields, want %d", structType, len(properties.items), len(p.fields))
		}
		for _, f := range p.fields {
			checkProperty(t, structType, &f, properties.get(f.name), defs)
		}
	}
}

func checkProperty(t *testing.T, owner reflect.Type, f *field, n, defs *node) {
	t.Helper()
	if n == nil {
		t.Errorf("%s.%s is missing", owner, f.name)
		return
	}
	if to := n.get("$ref"); to != nil && strings.HasPrefix(to.text, "#/$defs/every_layer/") {
		n = defs.get("every_layer").get("properties").get(f.name)
	}
	if n.get("const") != nil {
		return // the type of a layer
	}
	if n.get("description") == nil || len(n.get("description").text) < 4 {
		t.Errorf("%s.%s: no meaning", owner, f.name)
	}
	if f.defaults == nil || f.required {
		return
	}
	said := n.get("default")
	if said == nil {
		t.Errorf("%s.%s: no default", owner, f.name)
		return
	}
	if text := strings.Trim(string(said.appendJSON(nil)), `"`); text != strings.ReplaceAll(*f.defaults, " ", "") && text != *f.defaults {
		t.Errorf("%s.%s: default %s, want %s", owner, f.name, text, *f.defaults)
	}
}

// TestSchemaTakesWhatIsRight: every template of the program and its tests.
func TestSchemaTakesWhatIsRight(t *testing.T) {
	s := compiled(t)
	all := map[string]string{"everything": everything(t), "ten layers": tenLayers, "nested": nested, "typed": typed, "paged": paged, "givable": givable}
	for name, source := range all {
		if err := holds(t, s, source); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaTakesWhatIsDrawn: starters and goldens.
func TestSchemaTakesWhatIsDrawn(t *testing.T) {
	s := compiled(t)
	count := 0
	for _, glob := range []string{"starter/*.json", "starter/scenes/*.json", "../render/testdata/*.json", "../render/*/testdata/*.json"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Decode(data); err != nil {
				continue // no template, or one that is to be refused
			}
			count++
			if err := holds(t, s, string(data)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d templates", count)
	}
}

// TestSchemaRefusesWhatIsWrong: what Decode refuses for a reason that one field shows, the schema refuses in the same
// place.
func TestSchemaRefusesWhatIsWrong(t *testing.T) {
	const box = `"id":"a","type":"rect","width":9,"height":9`
	const words = `"id":"a","type":"text","width":9`
	const photo = `"id":"a","type":"image","width":9,"height":9,"src":"asset:a"`
	layer := func(fields string) string { return canvas(`{` + fields + `}`) }
	variable := func(fields string) string {
		return `{"id":"t","width":1,"height":1,"layers":[],"variables":{"a":{` + fields + `}}}`
	}
	broken := []string{
		`{"id":"t","width":1,"height":1}`,
		`{"width":1,"height":1,"layers":[]}`,
		`{"id":"T","width":1,"height":1,"layers":[]}`,
		`{"id":"t","width":0,"height":1,"layers":[]}`,
		`{"id":"t","width":1.5,"height":1,"layers":[]}`,
		`{"id":"t","width":"1","height":1,"layers":[]}`,
		`{"id":"t","width":1,"height":5000,"layers":[]}`,
		`{"id":"t","width":1,"height":1,"layers":{}}`,
		`{"id":"t","width":1,"height":1,"layers":[],"colour":"red"}`,
		`{"id":"t","width":1,"height":1,"layers":[],"pages":[{"layers":[]}]}`,
		`{"id":"t","width":1,"height":1,"pages":[]}`,
		`{"id":"t","width":1,"height":1,"pages":[{}]}`,
		`{"id":"t","width":1,"height":1,"pages":[{"layers":[],"wdth":1}]}`,
		`{"id":"t","width":1,"height":1,"layers":[],"background":"reddish"}`,
		`{"id":"t","width":1,"height":1,"layers":[],"background":7}`,
		`{"id":"t","width":1,"height":1,"layers":[],"lang":"english please"}`,
		`{"id":"t","width":1,"height":1,"layers":[],"date":"tomorrow"}`,
		`{"id":"t","width":1,"height":1,"layers":[],"on_picture_error":"cry"}`,
		`{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"x"}]}`,
		`{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"","changes":[]}]}`,
		`{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"x","changes":[{"text":"x"}]}]}`,
		`{"id":"t","width":1,"height":1,"layers":[],"safe_area":"none"}`,
		variable(``), variable(`"type":"text"`), variable(`"type":"number"`), variable(`"type":"number","default":"1"`),
		variable(`"type":"string","min":1`), variable(`"type":"enum","default":"a"`), variable(`"type":"string","required":true,"default":"a"`),
		variable(`"type":"color","default":"reddish"`), variable(`"type":"string","max_length":0`), variable(`"type":"image","default":"file.png"`),
		`{"id":"t","width":1,"height":1,"layers":[],"variables":{"width":{"type":"string"}}}`,
		`{"id":"t","width":1,"height":1,"layers":[],"variables":{"a-b":{"type":"string"}}}`,
		layer(`"id":"a"`), layer(`"id":"a","type":"text"` + `,"text":7`), layer(`"id":"a","type":"sphere","width":9,"height":9`),
		layer(`"id":"-a","type":"text","width":9`), layer(`"type":"text","width":9`), layer(`"id":"a","type":"rect","width":9`),
		layer(box + `,"x":"ten"`), layer(box + `,"x":"hug"`), layer(box + `,"opacity":2`), layer(box + `,"hidden":"yes"`), layer(box + `,"hidden":1`),
		layer(box + `,"text":"x"`), layer(box + `,"fill":{"type":"linear_gradient"}`), layer(box + `,"fill":{"type":"plaid"}`),
		layer(box + `,"fill":{"type":"linear_gradient","stops":[{"color":"red","at":0}]}`),
		layer(box + `,"fill":{"type":"linear_gradient","stops":[{"color":"red","at":0},{"color":"red","at":2}]}`),
		layer(box + `,"fill":{"type":"linear_gradient","stops":[{"color":"red"},{"color":"red","at":1}]}`),
		layer(box + `,"stroke":{"width":-1}`), layer(box + `,"stroke":{"cap":"pointed"}`), layer(box + `,"stroke":"red"`), layer(box + `,"stroke":{"dash":[1,"2"]}`),
		layer(box + `,"radius":-1`), layer(box + `,"radius":[1,2,3]`), layer(box + `,"shadow":{"blurr":3}`), layer(box + `,"shadow":{"color":7}`),
		layer(box + `,"blend_mode":"add"`), layer(box + `,"adapt":"left"`), layer(box + `,"adapt":{"x":"pin"}`), layer(box + `,"link":"javascript:x"`),
		layer(box + `,"border":{"width":"thin"}`), layer(box + `,"rotation":"left"`), layer(box + `,"show_if":true`), layer(box + `,"anchor":{"to":"b"}`),
		layer(words + `,"font_size":0`), layer(words + `,"font_size":"big"`), layer(words + `,"font_weight":400.5`), layer(words + `,"align":"centre"`),
		layer(words + `,"line_height":0`), layer(words + `,"line_height":"1em"`), layer(words + `,"features":["tabular"]`), layer(words + `,"variations":{"weight":1}`),
		layer(words + `,"max_lines":-1`), layer(words + `,"padding":[1,2,3]`), layer(words + `,"highlight":{"color":"red"}`),
		layer(photo + `,"fit":"stretch"`), layer(photo + `,"position":"middle"`), layer(photo + `,"position":[0.5]`), layer(photo + `,"filters":{"grey":1}`),
		layer(photo + `,"mask":{"type":"heart"}`), layer(photo + `,"duotone":{"dark":"red"}`), layer(photo + `,"tint":"reddish"`),
		layer(`"id":"a","type":"image","width":9,"height":9`), layer(`"id":"a","type":"image","width":9,"height":9,"src":"a.png"`),
		layer(`"id":"a","type":"path","d":"M0 0 heart"`), layer(`"id":"a","type":"polygon","points":[[0,0],[1,1]]`), layer(`"id":"a","type":"star","width":9,"height":9,"points":2`),
		layer(`"id":"a","type":"group"`), layer(`"id":"a","type":"group","layers":[{"id":"b"}]`), layer(`"id":"a","type":"group","layers":[],"layout":{"mode":"grid"}`),
		layer(`"id":"a","type":"qr","width":9,"height":9`), layer(`"id":"a","type":"qr","width":9,"height":9,"value":"x","ecc":"X"`),
		layer(`"id":"a","type":"rating","width":9,"height":9,"value":-1`), layer(`"id":"a","type":"chart","width":9,"height":9,"data":[1,"2"]`),
	}
	s := compiled(t)
	for _, source := range broken {
		if _, err := Decode([]byte(source)); err == nil {
			t.Errorf("%s: decoded", source)
		}
		if holds(t, s, source) == nil {
			t.Errorf("%s: it keeps to the schema", source)
		}
	}
	if len(broken) < 60 {
		t.Errorf("only %d", len(broken))
	}
}

// TestSchemaSaysWhere: what is wrong is said of the field, not of the whole.
func TestSchemaSaysWhere(t *testing.T) {
	s := compiled(t)
	for source, want := range map[string]string{
		canvas(`{"id":"a","type":"rect","width":9,"height":9,"opacity":2}`):                                          "/layers/0/opacity",
		canvas(`{"id":"a","type":"rect","width":9,"height":9,"fill":{"type":"linear_gradient","stops":7}}`):          "/layers/0/fill/stops",
		canvas(`{"id":"a","type":"group","layers":[{"id":"b","type":"text","width":9,"font_size":0}]}`):              "/layers/0/layers/0/font_size",
		canvas(`{"id":"a","type":"sphere"}`):                                                                         "/layers/0/type",
		`{"id":"t","width":1,"height":1,"layers":[],"variables":{"a":{"type":"number","default":1,"max_length":1}}}`: "/variables/a/max_length",
	} {
		var wrong *jsonschema.ValidationError
		if !errors.As(holds(t, s, source), &wrong) || !strings.Contains(wrong.Error(), "at '"+want+"'") {
			t.Errorf("%s: %v, want %s", source, wrong, want)
		}
	}
}

// TestSchemaTakesPlaceholders where Decode does, and nowhere else.
func TestSchemaTakesPlaceholders(t *testing.T) {
	s := compiled(t)
	const variables = `"variables":{"n":{"type":"number","default":9},"word":{"type":"string","default":"en"},"tone":{"type":"color","default":"red"},"b":{"type":"boolean"},"i":{"type":"image"},"e":{"type":"enum","values":["clip"],"default":"clip"}}`
	source := func(fields, layer string) string {
		return `{"id":"t","width":9,"height":9,` + variables + fields + `,"layers":[{"id":"a","type":"text","width":9` + layer + `},
			{"id":"p","type":"image","width":"{{n}}","height":9,"src":"{{i|default:'asset:a'}}"}]}`
	}
	for _, test := range []struct {
		source string
		right  bool
	}{
		{source(`,"background":"{{tone}}","alt":"{{word}}","title":"{{word}}","lang":"{{word}}"`, `,"text":"{{word}} and {{ n | number:de }}"`), true},
		{source(``, `,"font_size":"{{n}}","hidden":"{{ b }}","overflow":"{{e}}","color":"{{tone}}","x":"{{n}}%","lang":"{{word}}","max_lines":"{{n}}","radius":"{{n}}"`), true},
		{source(``, `,"font_size":"{{n}}","hidden":"{{ b }}","overflow":"{{e}}","color":"{{tone}}","x":"{{n}}%","lang":"{{word}}","max_lines":"{{n}}","shadow":{"blur":"{{n}}","color":"rgb({{n}} 0 0)"}`), true},
		{source(``, `,"font_size":"{{n}}px"`), false},
		{source(``, `,"font_size":"{{{{n}}"`), false},
		{source(``, `,"locked":"{{b}}"`), false},
		{source(`,"on_picture_error":"{{word}}"`, ``), false},
		{source(`,"name":"{{word}}"`, ``), true}, // a name like any other
	} {
		_, err := Decode([]byte(test.source))
		if wrong := holds(t, s, test.source); (err == nil) != test.right || (wrong == nil) != test.right {
			t.Errorf("%s\ndecoded: %v\nschema: %v", test.source, err, wrong)
		}
	}
}

// TestSchemaIsTheCallers: nobody can change it for others, and it is the same each time.
func TestSchemaIsTheCallers(t *testing.T) {
	first := Schema()
	kept := string(first)
	first[0] = 'x'
	if string(Schema()) != kept {
		t.Error("it has changed")
	}
	if len(kept) > 200<<10 {
		t.Errorf("%d bytes", len(kept))
	}
	t.Logf("%d bytes", len(kept))
}
