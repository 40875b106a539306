package api_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"placard/handlers/openapi"
)

// spec is handlers/openapi as the tests use it. kin-openapi takes OpenAPI 3.1 and checks schemas as JSON
// Schema 2020-12; it does not check formats such as date-time and uri, which patterns and the tests of each
// route do where it matters.
var spec struct {
	doc    *openapi3.T
	router routers.Router

	mu   sync.Mutex
	seen map[string]bool // operation, status and media type that some test has had
}

// ours are the tags of the operations that this package answers.
var ours = []string{"making", "templates", "files", "keys", "usage"}

func TestMain(m *testing.M) {
	flag.Parse()
	if err := loadSpec(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if all := flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.list").Value.String() == ""; code == 0 && all {
		code = reportUnseen()
	}
	os.Exit(code)
}

func loadSpec() (err error) {
	spec.seen = map[string]bool{}
	if spec.doc, err = openapi3.NewLoader().LoadFromData([]byte(openapi.YAML())); err != nil {
		return err
	}
	for _, media := range []string{"image/jpeg", "image/png", "image/webp", "image/gif", "font/ttf", "font/otf"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	spec.doc.Servers = nil // this server, wherever it is
	spec.router, err = legacy.NewRouter(spec.doc)
	return err
}

// documented lists every response of our operations that the document names, but for those that stand for
// any other.
func documented() []string {
	var all []string
	for path, item := range spec.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !slices.ContainsFunc(op.Tags, func(tag string) bool { return slices.Contains(ours, tag) }) {
				continue
			}
			for status, r := range op.Responses.Map() {
				if status == "default" {
					continue
				}
				at := method + " " + path + " " + status
				if len(r.Value.Content) == 0 {
					all = append(all, at)
				}
				for media := range r.Value.Content {
					all = append(all, at+" "+media)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// reportUnseen fails when a documented response was had by no test.
func reportUnseen() int {
	all := documented()
	code := 0
	for _, at := range all {
		if !spec.seen[at] {
			fmt.Println("no test had the documented response", at)
			code = 1
		}
	}
	if code == 0 {
		fmt.Printf("all %d documented responses of the API were had, and checked against their schemas\n", len(all))
	}
	return code
}

// malformed are the statuses of requests that need not match the document: they say so.
var malformed = []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusNotFound}

// checkExchange holds a request and its response to the document.
func checkExchange(t testing.TB, r *http.Request, sent []byte, a answer) {
	t.Helper()
	again := r.Clone(context.Background())
	again.Body = io.NopCloser(bytes.NewReader(sent))
	again.ContentLength = int64(len(sent))
	route, params, err := spec.router.FindRoute(again)
	if err != nil {
		t.Fatalf("%s %s is not in the document: %v", r.Method, r.URL.Path, err)
	}
	at := route.Method + " " + route.Path + " " + strconv.Itoa(a.StatusCode)
	input := &openapi3filter.RequestValidationInput{
		Request: again, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, RejectWhenRequestBodyNotSpecified: true},
	}
	if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil && !slices.Contains(malformed, a.StatusCode) {
		t.Errorf("%s: the request does not match the document: %v", at, err)
	}
	if route.Operation.Responses.Status(a.StatusCode) == nil && a.StatusCode != http.StatusInternalServerError {
		t.Errorf("%s is not documented: %s", at, a.body)
	}
	if err := checkResponse(t, input, a); err != nil {
		t.Errorf("%s: the response does not match the document: %v\n%s", at, err, a.body)
	}
	see(route.Operation, at, a)
}

func checkResponse(t testing.TB, input *openapi3filter.RequestValidationInput, a answer) error {
	output := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: a.StatusCode, Header: a.Header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	output.SetBodyBytes(a.body)
	return openapi3filter.ValidateResponse(t.Context(), output)
}

// TestTheDocumentIsEnforced shows that the check above would notice what does not match, also by the rules
// that OpenAPI has since 3.1 alone.
func TestTheDocumentIsEnforced(t *testing.T) {
	const key = `{"id":"key_x","name":"x","scopes":["render"],"templates":[],"rate_per_minute":0,"monthly_quota":0,"schemes":["v2"]%s}`
	exchange := func(body, response string) (request, answered error) {
		r := made(http.NewRequest("PATCH", "http://x/v1/keys/key_x", strings.NewReader(body)))(t)
		r.Header.Set("Content-Type", "application/json")
		route, params, err := spec.router.FindRoute(r)
		must(t, err)
		input := &openapi3filter.RequestValidationInput{
			Request: r, PathParams: params, Route: route, Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
		}
		request = openapi3filter.ValidateRequest(t.Context(), input)
		header := http.Header{"Content-Type": {"application/json"}}
		return request, checkResponse(t, input, answer{&http.Response{StatusCode: http.StatusOK, Header: header}, []byte(response)})
	}
	request, response := exchange(`{"name":"x"}`, fmt.Sprintf(key, ""))
	if request != nil || response != nil {
		t.Errorf("what matches is refused: %v, %v", request, response)
	}
	// unevaluatedProperties is of JSON Schema 2020-12.
	request, response = exchange(`{"nane":"x"}`, fmt.Sprintf(key, `,"secret":"x"`))
	if request == nil || response == nil {
		t.Errorf("an unknown field is let through: %v, %v", request, response)
	}
	request, response = exchange(`{"scopes":["root"]}`, strings.Replace(fmt.Sprintf(key, ""), `"x"`, `7`, 1))
	if request == nil || response == nil {
		t.Errorf("a wrong value is let through: %v, %v", request, response)
	}
}

// see notes which documented response this was.
func see(op *openapi3.Operation, at string, a answer) {
	spec.mu.Lock()
	defer spec.mu.Unlock()
	r := op.Responses.Status(a.StatusCode)
	if r == nil || len(r.Value.Content) == 0 {
		spec.seen[at] = true
		return
	}
	media, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	if r.Value.Content[media] == nil { // a range, such as image/*
		for documented := range maps.Keys(r.Value.Content) {
			if family, all := strings.CutSuffix(documented, "*"); all && strings.HasPrefix(media, family) {
				media = documented
			}
		}
	}
	spec.seen[at+" "+media] = true
}
