package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"placard/fonts"
	"placard/templates"
	"placard/templates/foreign"
)

// importCmd takes over a template of another service.
type importCmd struct {
	File   string `arg:"" help:"JSON of the template, as the service's API answers with it; - is standard input."`
	Output string `short:"o" help:"Template file to write. Default: standard output." placeholder:"FILE"`
	From   string `help:"Whose template it is: ${services}. Default: found out." enum:"${services}," default:"" placeholder:"SERVICE"`
	ID     string `name:"id" help:"Id of the template here. Default: made of its id or name there." placeholder:"ID"`
}

// Help is shown by placard import --help.
func (importCmd) Help() string {
	return `What has no counterpart is said, with its layer and its field, and left out. Layers keep their names, so that
the changes that callers send go on to fit. Pictures stay where they are; a server fetches them from hosts
that --remote-host names.

It knows:
` + foreign.Known() + `

Of Bannerbear version 2, Placid and RenderForm the API hands out no more than the layers' names: what comes of
it is a start.

Examples:
  curl https://api.bannerbear.com/v5/image_templates/UID -H "Authorization: Bearer $KEY" | placard import - -o card.json
  placard import orshot.json --id summer-sale -o placard-data/templates/summer-sale.json`
}

// Run writes the template, and what is lost of it.
func (c *importCmd) Run(ctx context.Context, app *cli, std *streams) error {
	name := c.File
	if name == "-" {
		name = "standard input"
	}
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	result, err := foreign.Import(data, foreign.Options{From: c.From, ID: c.ID})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	t, err := templates.Decode(result.JSON)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var missing []foreign.Warning
	err = app.withLibrary(ctx, std, func(l *library) error {
		missing = missingFonts(t, l.registry)
		return nil
	})
	warnings := slices.Concat(result.Warnings, missing)
	for _, w := range warnings {
		fmt.Fprintln(std.err, w)
	}
	if c.Output == "" || c.Output == "-" {
		_, writeErr := std.out.Write(result.JSON)
		return errors.Join(err, writeErr)
	}
	if err := errors.Join(err, replaceFile(c.Output, result.JSON)); err != nil {
		return err
	}
	fmt.Fprintf(std.err, "%s: template %s, from %s, %d warnings\n", c.Output, t.ID, result.Service, len(warnings))
	return nil
}

// missingFonts warns of families that are not here, each once.
func missingFonts(t *templates.Template, registry *fonts.Registry) []foreign.Warning {
	var warnings []foreign.Warning
	seen := map[string]bool{}
	var walk func(layers []templates.Layer)
	walk = func(layers []templates.Layer) {
		for _, layer := range layers {
			switch l := layer.(type) {
			case *templates.Group:
				walk(l.Layers)
			case *templates.Text:
				family := l.Families()[0]
				if key := strings.ToLower(family); !seen[key] && !registry.Has(family) {
					seen[key] = true
					msg := fmt.Sprintf("%s is not among the fonts here, and another stands in; add it with --fonts, or upload it", family)
					warnings = append(warnings, foreign.Warning{Layer: l.ID, Field: "font_family", Msg: msg})
				}
			}
		}
	}
	walk(t.Layers)
	for _, page := range t.Pages {
		walk(page.Layers)
	}
	return warnings
}
