// Package spectest holds requests and answers that tests have had to the OpenAPI document, and says which
// documented answers no test has had.
//
// kin-openapi checks schemas as JSON Schema 2020-12. It does not check formats such as date-time and uri,
// which the tests of each route do where it matters.
package spectest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"regexp"
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

// spec is the document and what was seen of it.
type spec struct {
	doc    *openapi3.T
	router routers.Router

	mu   sync.Mutex
	seen map[string]bool // operation, status and media type
}

// load reads the document once.
var load = sync.OnceValues(func() (*spec, error) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(openapi.YAML()))
	if err != nil {
		return nil, err
	}
	for _, media := range []string{"image/jpeg", "image/png", "image/webp", "font/ttf", "application/zip", "application/pdf", "text/html"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	doc.Servers = nil // this server, wherever it is
	router, err := legacy.NewRouter(doc)
	return &spec{doc: doc, router: router, seen: map[string]bool{}}, err
})

// malformed are the statuses of requests that need not match the document: they say so.
var malformed = []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusNotFound}

// Check holds a request that was sent with a body, and its answer, to the document.
func Check(t testing.TB, r *http.Request, sent []byte, response *http.Response, body []byte) {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	again := r.Clone(context.Background())
	again.Body, again.ContentLength = io.NopCloser(bytes.NewReader(sent)), int64(len(sent))
	route, params, err := s.router.FindRoute(again)
	if err != nil {
		t.Fatalf("%s %s is not in the document: %v", r.Method, r.URL.Path, err)
	}
	s.check(t, again, route, params, response, body)
}

// CheckAs is Check for requests that more than one operation could be for, or whose path is longer than
// those of OpenAPI, whose parameters have no slashes. path, such as "/u/{template}", is the operation's. The
// request had no body.
func CheckAs(t testing.TB, path string, r *http.Request, response *http.Response, body []byte) {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	item := s.doc.Paths.Value(path)
	if item == nil || item.GetOperation(r.Method) == nil {
		t.Fatalf("%s %s is not in the document", r.Method, path)
	}
	route := &routers.Route{Spec: s.doc, Path: path, PathItem: item, Method: r.Method, Operation: item.GetOperation(r.Method)}
	params, ok := pathParams(path, r.URL.Path)
	if !ok {
		t.Fatalf("%s is no %s", r.URL.Path, path)
	}
	s.check(t, r.Clone(context.Background()), route, params, response, body)
}

var pathParam = regexp.MustCompile(`\\\{(\w+)\\\}`)

// pathParams reads "/card.jpg" as "/{template}.{ext}".
func pathParams(path, target string) (map[string]string, bool) {
	pattern := regexp.MustCompile("^" + pathParam.ReplaceAllString(regexp.QuoteMeta(path), `(?P<$1>.+?)`) + "$")
	values := pattern.FindStringSubmatch(target)
	if values == nil {
		return nil, false
	}
	params := map[string]string{}
	for i, name := range pattern.SubexpNames()[1:] {
		params[name] = values[i+1]
	}
	return params, true
}

func (s *spec) check(t testing.TB, again *http.Request, route *routers.Route, params map[string]string, response *http.Response, body []byte) {
	t.Helper()
	at := route.Method + " " + route.Path + " " + strconv.Itoa(response.StatusCode)
	input := &openapi3filter.RequestValidationInput{
		Request: again, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, RejectWhenRequestBodyNotSpecified: true},
	}
	if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil && !slices.Contains(malformed, response.StatusCode) {
		t.Errorf("%s: the request does not match the document: %v", at, err)
	}
	documented := route.Operation.Responses.Status(response.StatusCode)
	if documented != nil {
		for _, name := range undocumented(documented.Value.Headers, response.Header) {
			t.Errorf("%s: the header %s is not documented", at, name)
		}
	}
	if documented == nil && response.StatusCode != http.StatusInternalServerError { // a fault is the default of each
		t.Errorf("%s is not documented: %s", at, body)
	}
	if err := checkAnswer(t.Context(), input, response.StatusCode, response.Header, body); err != nil {
		t.Errorf("%s: the answer does not match the document: %v\n%s", at, err, body)
	}
	media, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[strings.TrimSpace(at+" "+documentedMedia(documented, media))] = true
}

// checkAnswer checks headers and body. A part of JSON is not JSON.
func checkAnswer(ctx context.Context, input *openapi3filter.RequestValidationInput, status int, header http.Header, body []byte) error {
	output := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: status, Header: header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: status == http.StatusPartialContent},
	}
	output.SetBodyBytes(body)
	return openapi3filter.ValidateResponse(ctx, output)
}

// noteworthy are headers that an operation must document if it sends them, in the form of net/http. The
// others are the same for all, or HTTP's own business.
var noteworthy = []string{
	"Etag", "Location", "Retry-After", "Www-Authenticate", "Content-Disposition", "Vary", "X-Cache", "X-Placard-Steps", "X-Placard-Degraded",
	"X-Quota-Limit", "X-Quota-Remaining", "X-Quota-Reset",
}

func undocumented(headers openapi3.Headers, sent http.Header) (names []string) {
	known := map[string]bool{}
	for name := range headers {
		known[http.CanonicalHeaderKey(name)] = true
	}
	for _, name := range noteworthy {
		if sent.Get(name) != "" && !known[name] {
			names = append(names, name)
		}
	}
	return names
}

// documentedMedia is the media type or range that the document has for one.
func documentedMedia(documented *openapi3.ResponseRef, media string) string {
	if documented == nil {
		return media
	}
	for has := range documented.Value.Content {
		if family, all := strings.CutSuffix(has, "*"); all && strings.HasPrefix(media, family) {
			return has
		}
	}
	return media
}

// Operation is one of the document's.
type Operation struct {
	Method, Path string // /v1/keys/{id}
	Target       string // the path of its examples, /v1/keys/key_7f3a
	Scope        string // that a key needs; empty: none is asked for
}

// Operations lists those that have one of the tags, or all if none is given.
func Operations(t testing.TB, tags ...string) (all []Operation) {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range s.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if len(tags) == 0 || slices.ContainsFunc(op.Tags, func(tag string) bool { return slices.Contains(tags, tag) }) {
				all = append(all, operation(method, path, item, op))
			}
		}
	}
	return all
}

// Find returns the operation that a request is for.
func Find(t testing.TB, method, target string) Operation {
	t.Helper()
	s, err := load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, "http://server"+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	route, _, err := s.router.FindRoute(r)
	if err != nil {
		t.Fatalf("%s %s is not in the document: %v", method, target, err)
	}
	return operation(route.Method, route.Path, route.PathItem, route.Operation)
}

func operation(method, path string, item *openapi3.PathItem, op *openapi3.Operation) Operation {
	out := Operation{Method: method, Path: path, Target: path}
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		if p.Value.In == openapi3.ParameterInPath {
			out.Target = strings.ReplaceAll(out.Target, "{"+p.Value.Name+"}", fmt.Sprint(p.Value.Example))
		}
	}
	for _, way := range *op.Security {
		if scopes := way["api_key"]; len(scopes) > 0 {
			out.Scope = scopes[0]
		}
	}
	return out
}

// Main runs a package's tests and returns the code to exit with. If all of them were run and have passed, they
// must have had every documented answer of the operations that have one of the tags, but for those that
// stand for any other.
func Main(m *testing.M, tags ...string) int {
	flag.Parse()
	code := m.Run()
	if code != 0 || flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.list").Value.String() != "" {
		return code
	}
	s, err := load()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	all := s.documented(tags)
	for _, at := range all {
		if !s.seen[at] {
			fmt.Println("no test had the documented answer", at)
			code = 1
		}
	}
	if code == 0 {
		fmt.Printf("all %d documented answers of %s were had, and checked against their schemas\n", len(all), strings.Join(tags, ", "))
	}
	return code
}

func (s *spec) documented(tags []string) (all []string) {
	for path, item := range s.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !slices.ContainsFunc(op.Tags, func(tag string) bool { return slices.Contains(tags, tag) }) {
				continue
			}
			for status, r := range op.Responses.Map() {
				if status != "default" {
					all = append(all, answers(method+" "+path+" "+status, r.Value)...)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

func answers(at string, r *openapi3.Response) (all []string) {
	if len(r.Content) == 0 {
		return []string{at}
	}
	for media := range r.Content {
		all = append(all, at+" "+media)
	}
	return all
}
