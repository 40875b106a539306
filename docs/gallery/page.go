package main

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"text/template"

	"placard/templates"
)

// shown is the height in px of a picture on the page: cards and stories side by side need one measure.
const shown = 360

// pageLayout is README.md. Its links are relative, so that it reads the same wherever it is shown.
var pageLayout = template.Must(template.New("page").Parse(`# Starter templates

Designs that can be published as they are. Each is one JSON file in [templates/starter](../../templates/starter): copy it to make it your
own. The photographs' authors and licences are in [ORIGIN.md](../../templates/starter/assets/ORIGIN.md).
{{range .}}
## {{.Name}}

<img src="{{.File}}" height="{{.Height}}" alt="{{.Alt}}">

{{.Description}} {{.Width}}×{{.Tall}} px.

` + "```sh" + `
placard render {{.ID}} --set title={{.Title}} -o {{.ID}}.jpg
` + "```" + `

Words and pictures to change: {{.Inputs}}. Samples: {{.Samples}}.
{{end}}
Drawn by ` + "`make gallery`" + `.
`))

// entry is what the page says of a starter.
type entry struct {
	ID, Name, Description, Alt, File string
	Title                            string // quoted for a shell
	Inputs, Samples                  string
	Width, Tall, Height              int
}

// page returns README.md.
func page(starters []*templates.Template) ([]byte, error) {
	var entries []entry
	for _, t := range starters {
		doc, err := shownDocument(t)
		if err != nil {
			return nil, err
		}
		title, err := example(t, titleOf(doc.Layers))
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{
			ID: t.ID, Name: t.Name, Description: t.Description, Alt: html.EscapeString(doc.Alt), File: fileOf(t),
			Title: quote(title), Inputs: code(inputsOf(t)), Samples: strings.Join(samplesOf(t), ", "),
			Width: t.Width, Tall: t.Height, Height: min(shown, t.Height),
		})
	}
	var b bytes.Buffer
	err := pageLayout.Execute(&b, entries)
	return b.Bytes(), err
}

// example is the shortest title of the samples that is another than the design's and one line: it goes
// into a command.
func example(t *templates.Template, plain string) (string, error) {
	shortest := ""
	for _, sample := range t.Samples {
		doc, err := t.Apply(sample.Changes)
		if err != nil {
			return "", err
		}
		title := titleOf(doc.Layers)
		if title == "" || title == plain || strings.Contains(title, "\n") {
			continue
		}
		if shortest == "" || len(title) < len(shortest) {
			shortest = title
		}
	}
	if shortest == "" {
		return "", fmt.Errorf("%s: no sample changes the title", t.ID)
	}
	return shortest, nil
}

// titleOf is the text of the layer "title", or of one that takes its place: "title-alone".
func titleOf(layers []templates.Layer) string {
	for _, text := range textsOf(layers) {
		if strings.HasPrefix(text.ID, "title") {
			return text.Text
		}
	}
	return ""
}

// textsOf lists the texts that are shown, bottom to top.
func textsOf(layers []templates.Layer) []*templates.Text {
	var texts []*templates.Text
	for _, layer := range layers {
		if layer.Common().Hidden {
			continue
		}
		switch l := layer.(type) {
		case *templates.Text:
			texts = append(texts, l)
		case *templates.Group:
			texts = append(texts, textsOf(l.Layers)...)
		}
	}
	return texts
}

// inputsOf lists what one changes: the variables, or else the texts and pictures.
func inputsOf(t *templates.Template) []string {
	if len(t.Variables) == 0 {
		return contentOf(t.Layers)
	}
	names := make([]string, len(t.Variables))
	for i, v := range t.Variables {
		names[i] = v.Name
	}
	return names
}

// contentOf lists the ids of texts and pictures, bottom to top.
func contentOf(layers []templates.Layer) []string {
	var ids []string
	for _, layer := range layers {
		switch l := layer.(type) {
		case *templates.Text:
			ids = append(ids, l.ID)
		case *templates.Image:
			ids = append(ids, l.ID)
		case *templates.Group:
			ids = append(ids, contentOf(l.Layers)...)
		}
	}
	return ids
}

func samplesOf(t *templates.Template) []string {
	var names []string
	for _, sample := range t.Samples {
		names = append(names, sample.Name)
	}
	return names
}

// code sets words in the typewriter face of Markdown.
func code(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }

// quote makes one word of s for a POSIX shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
