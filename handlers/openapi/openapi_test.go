package openapi

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"placard/handlers/problem"
)

// load reads the document as kin-openapi does, which validates it, its schemas (JSON Schema 2020-12) and
// its examples against them.
func load(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(YAML()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDocumentIsValid(t *testing.T) {
	if err := load(t).Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestDocumentRefusesWrongExamples shows that the test above would notice one.
func TestDocumentRefusesWrongExamples(t *testing.T) {
	doc := load(t)
	doc.Components.Responses["BadRequest"].Value.Content["application/problem+json"].Example = map[string]any{"status": 400}
	if err := doc.Validate(t.Context()); err == nil || !strings.Contains(err.Error(), "type") {
		t.Fatalf("an example without a type is taken: %v", err)
	}
}

// TestOperationsSayEverything wants of each operation what a reader and a client need.
func TestOperationsSayEverything(t *testing.T) {
	doc := load(t)
	seen := map[string]bool{}
	operations := 0
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			operations++
			at := method + " " + path
			if op.OperationID == "" || seen[op.OperationID] || op.Summary == "" || op.Security == nil {
				t.Errorf("%s: wants an operationId of its own, a summary and its security", at)
			}
			seen[op.OperationID] = true
			for _, tag := range op.Tags {
				if doc.Tags.Get(tag) == nil {
					t.Errorf("%s: the tag %q is not described", at, tag)
				}
			}
			for _, p := range append(slices.Clone(item.Parameters), op.Parameters...) {
				if p.Value.Schema == nil || p.Value.Example == nil && p.Value.Examples == nil {
					t.Errorf("%s: the parameter %s wants a schema and an example", at, p.Value.Name)
				}
			}
			if op.RequestBody != nil {
				wantExamples(t, at+" request", op.RequestBody.Value.Content)
			}
			for status, response := range op.Responses.Map() {
				wantResponse(t, at+" "+status, status, response.Value)
			}
		}
	}
	t.Logf("%d operations", operations)
}

// wantResponse wants a description, and that everything but a success is a problem.
func wantResponse(t *testing.T, at, status string, response *openapi3.Response) {
	t.Helper()
	if response.Description == nil || *response.Description == "" {
		t.Errorf("%s: wants a description", at)
	}
	wantExamples(t, at, response.Content)
	problem := response.Content["application/problem+json"] != nil
	failure := status == "default" || status >= "400"
	if failure != problem && at != "GET /readyz 503" { // read by people and load balancers, not by clients
		t.Errorf("%s: failures, and nothing else, are application/problem+json", at)
	}
}

func wantExamples(t *testing.T, at string, content openapi3.Content) {
	t.Helper()
	for media, m := range content {
		if m.Schema == nil || m.Example == nil && m.Examples == nil {
			t.Errorf("%s: %s wants a schema and an example", at, media)
		}
	}
}

// TestProblemsAreThoseThereAre holds the examples of problems to package problem.
func TestProblemsAreThoseThereAre(t *testing.T) {
	kinds := map[string]problem.Kind{}
	for _, k := range problem.Kinds {
		kinds["urn:placard:problem:"+k.Name] = k
	}
	check := func(response string, example any) {
		p, ok := example.(map[string]any)
		if !ok {
			t.Fatalf("%s: %v is no object", response, example)
		}
		k, ok := kinds[p["type"].(string)]
		if !ok || p["title"] != k.Title || p["status"] != float64(k.Status) {
			t.Errorf("%s: %v %v %v, want %+v", response, p["type"], p["title"], p["status"], k)
		}
	}
	for name, response := range load(t).Components.Responses {
		media := response.Value.Content["application/problem+json"]
		if media == nil {
			continue
		}
		if media.Example != nil {
			check(name, media.Example)
		}
		for _, e := range media.Examples {
			check(name, e.Value.Value)
		}
	}
}
