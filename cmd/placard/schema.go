package main

import (
	"bytes"
	"encoding/json"

	"placard/templates"
)

// schemaCmd prints the schema of templates.
type schemaCmd struct{}

// Help is shown by placard schema --help.
func (schemaCmd) Help() string {
	return `Editors complete and check templates by it. A template names it so:
  {"$schema": "./template.schema.json", "id": "my-card", …}

Examples:
  placard schema > template.schema.json`
}

// Run prints it, a line for each value.
func (schemaCmd) Run(std *streams) error {
	var out bytes.Buffer
	if err := json.Indent(&out, templates.Schema(), "", "  "); err != nil {
		return err
	}
	_, err := out.WriteString("\n")
	if err == nil {
		_, err = out.WriteTo(std.out)
	}
	return err
}
