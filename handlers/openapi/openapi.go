// Package openapi holds the description of the HTTP API: what is agreed between the routes, their
// tests, the documentation and the clients.
package openapi

import _ "embed"

//go:embed openapi.yaml
var document string

// YAML is the document, OpenAPI 3.1.
func YAML() string { return document }
