package openapi

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
	"placard/templates"
)

// The served document is the one that is written, in the same order.
func TestJSONIsTheDocument(t *testing.T) {
	data, err := JSON()
	if err != nil {
		t.Fatal(err)
	}
	var served, written any
	if err := json.Unmarshal(data, &served); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(YAML()), &written); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &written); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(served, written) {
		t.Error("openapi.json says something else than openapi.yaml")
	}
	text := string(data)
	if !strings.HasPrefix(text, `{"openapi":"3.1.0","info":`) || strings.Index(text, `"/v1/render"`) > strings.Index(text, `"/v1/keys"`) {
		t.Errorf("the order is lost: %.200s", text)
	}
}

// node is an element of the page.
type node struct {
	name string
	attr map[string]string
	text string // of a pre or style
}

func readPage(t *testing.T, page string) (all []node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		e := node{name: n.Data, attr: map[string]string{}}
		for _, a := range n.Attr {
			e.attr[a.Key] = a.Val
		}
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				e.text += d.Data
			}
		}
		all = append(all, e)
	}
	return all
}

// The page has every operation and every schema, its links lead somewhere, and it needs nothing but its own
// style.
func TestPage(t *testing.T) {
	page, policy, err := renderPage("https://cards.example.com")
	if err != nil {
		t.Fatal(err)
	}
	ids, links := map[string]bool{}, []string{}
	for _, e := range readPage(t, string(page)) {
		if id := e.attr["id"]; id != "" {
			if ids[id] {
				t.Errorf("two elements have the id %s", id)
			}
			ids[id] = true
		}
		switch e.name {
		case "a":
			links = append(links, e.attr["href"])
		case "style":
			sum := sha256.Sum256([]byte(e.text))
			if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
				t.Errorf("the policy %q does not allow the style: %s", policy, want)
			}
		case "script", "link", "img", "iframe", "form", "object":
			t.Errorf("there is a %s: %v", e.name, e.attr)
		}
		if e.attr["style"] != "" || e.attr["onclick"] != "" {
			t.Errorf("%s has an attribute that the policy refuses: %v", e.name, e.attr)
		}
	}
	for _, link := range links {
		if id, local := strings.CutPrefix(link, "#"); local && !ids[id] || !local && link != "/openapi.json" {
			t.Errorf("the link %q leads nowhere", link)
		}
	}
	doc := load(t)
	for path, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if !ids[op.OperationID] || !strings.Contains(string(page), path) {
				t.Errorf("%s %s is not on the page", op.OperationID, path)
			}
		}
	}
	for name := range doc.Components.Schemas {
		if !ids["schema-"+name] {
			t.Errorf("the schema %s is not on the page", name)
		}
	}
	if !strings.Contains(string(page), "Placard-Signature") {
		t.Error("the callback is not on the page")
	}
}

// Every command on the page is one that a shell reads.
func TestCommands(t *testing.T) {
	page, _, err := renderPage("https://cards.example.com")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range readPage(t, string(page)) {
		if e.name != "pre" || !strings.HasPrefix(e.text, "curl ") {
			continue
		}
		n++
		cmd := exec.Command("sh", "-n")
		cmd.Stdin = strings.NewReader(e.text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", out, err, e.text)
		}
	}
	if n < 40 {
		t.Errorf("%d commands, want one for each operation", n)
	}
}

func TestServed(t *testing.T) {
	d, err := New("https://cards.example.com/")
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	d.Register(e.Group(""))
	get := func(method, path string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w
	}
	document, page, schema := get("GET", "/openapi.json"), get("GET", "/docs"), get("GET", "/schema/template.json")
	if document.Code != http.StatusOK || document.Header().Get("Content-Type") != "application/json" || !json.Valid(document.Body.Bytes()) {
		t.Errorf("document: %d %v", document.Code, document.Header())
	}
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "export BASE=https://cards.example.com\n") {
		t.Errorf("page: %d %v", page.Code, page.Header())
	}
	if policy := page.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") {
		t.Errorf("policy: %s", policy)
	}
	if schema.Code != http.StatusOK || schema.Header().Get("Content-Type") != "application/schema+json" || schema.Header().Get("Access-Control-Allow-Origin") != "*" || schema.Body.String() != string(templates.Schema()) {
		t.Errorf("schema: %d %v", schema.Code, schema.Header())
	}
	for _, w := range []*httptest.ResponseRecorder{document, page, schema} {
		if w.Header().Get("Cache-Control") != "no-cache" || w.Header().Get("Etag") == "" {
			t.Errorf("kept: %v", w.Header())
		}
	}
	if again := get("GET", "/docs", "If-None-Match", page.Header().Get("Etag")); again.Code != http.StatusNotModified {
		t.Errorf("again: %d", again.Code)
	}
	if head := get("HEAD", "/docs"); head.Code != http.StatusOK || head.Body.Len() != 0 || head.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
}

// What a description says cannot become markup of another's.
func TestMarkup(t *testing.T) {
	for text, want := range map[string]string{
		"a **b** `c<d>` & e":           "<p>a <strong>b</strong> <code>c&lt;d&gt;</code> &amp; e</p>\n",
		"one\ntwo\n\n    x <y>\n    z": "<p>one\ntwo</p>\n<pre><code>x &lt;y&gt;\nz</code></pre>\n",
		"":                             "",
		"<script>alert(1)</script>":    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
		"2 ** 3 and `open":             "<p>2 ** 3 and `open</p>\n",
	} {
		if got := string(markup(text)); got != want {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}

// A slip in the document is an error that says where, not a page with a hole.
func TestReferences(t *testing.T) {
	for _, text := range []string{
		`{a: {$ref: '#/nowhere'}}`, `{a: {$ref: 'other.yaml'}}`, `{a: {$ref: '#/a'}}`, `{a: {b: {$ref: '#/a'}}}`,
	} {
		var file yaml.Node
		if err := yaml.Unmarshal([]byte(text), &file); err != nil {
			t.Fatal(err)
		}
		if err := resolve(file.Content[0], file.Content[0], 0); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}
