package openapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// page is what page.html shows.
type page struct {
	Title, Version, Summary string
	Base                    string // the server's root
	Style                   template.CSS
	Intro                   template.HTML // what comes before the steps
	Rules                   template.HTML // what holds for all operations
	Start                   []step
	Groups                  []group
	Schemas                 []named
}

// step is one of those by which somebody new comes to a picture.
type step struct{ Title, Text, Code string }

// group is the operations of a tag.
type group struct {
	Name       string
	Text       template.HTML
	Operations []shown
}

// shown is an operation.
type shown struct {
	ID, Method, Path, Summary string
	Text                      template.HTML
	Credential                string // what the request proves itself with; empty: nothing
	Scope                     string // of a key
	Parameters                []field
	Options                   []field // parameters that many operations have and nobody needs
	Body                      []field
	BodyType                  typeName
	Curl                      string
	Answers                   []shownAnswer // good ones
	Problems                  []shownAnswer
}

// shownAnswer is one that an operation may give.
type shownAnswer struct {
	Status   string
	Text     template.HTML
	Examples []shownExample
}

type shownExample struct {
	Media string
	Type  typeName
	Text  string // empty: bytes that nobody can read
}

// named is a schema that others refer to.
type named struct {
	Name   string
	Text   template.HTML
	Type   typeName
	Limits string
	Fields []field
}

// renderPage makes the page for a server at a base URL, and returns it with the policy (CSP) that it needs:
// its one style, and nothing else.
func renderPage(base string) (html []byte, policy string, err error) {
	m, err := readModel()
	if err != nil {
		return nil, "", err
	}
	p, err := m.page(base)
	if err != nil {
		return nil, "", err
	}
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256([]byte(pageCSS))
	policy = fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		base64.StdEncoding.EncodeToString(sum[:]))
	return out.Bytes(), policy, nil
}

// firstRule begins the first of the description's paragraphs that have a name.
const firstRule = "\n\n**"

func (m *model) page(base string) (page, error) {
	intro, rules, _ := strings.Cut(m.Info.Description, firstRule)
	p := page{
		Title: m.Info.Title, Version: m.Info.Version, Summary: m.Info.Summary, Base: base,
		Style: template.CSS(pageCSS), //nolint:gosec // it is ours
		Intro: markup(intro), Rules: markup(firstRule[2:] + rules),
	}
	for _, t := range m.Tags {
		p.Groups = append(p.Groups, group{Name: t.Name, Text: phrase(t.Description)})
	}
	for _, item := range m.Paths {
		for _, way := range item.Value.operations() {
			if err := p.add(way.method, item.Name, way.operation, item.Value.Parameters); err != nil {
				return page{}, fmt.Errorf("%s %s: %w", way.method, item.Name, err)
			}
		}
	}
	for _, s := range m.Components.Schemas {
		n := named{Name: s.Name, Text: markup(s.Value.Description), Fields: fields(s.Value), Limits: limits(s.Value)}
		if len(n.Fields) == 0 {
			n.Type = typeOf(s.Value)
		}
		p.Schemas = append(p.Schemas, n)
	}
	var err error
	p.Start, err = p.steps()
	return p, err
}

// way is one method of a path.
type way struct {
	method    string
	operation *operation
}

func (i pathItem) operations() []way {
	all := []way{{"GET", i.Get}, {"POST", i.Post}, {"PUT", i.Put}, {"PATCH", i.Patch}, {"DELETE", i.Delete}}
	return slices.DeleteFunc(all, func(w way) bool { return w.operation == nil })
}

// webhook stands for the method of a request that the server sends.
const webhook = "webhook"

// add shows an operation under its first tag, and what it calls back after it.
func (p *page) add(method, path string, o *operation, shared []parameter) error {
	s, err := show(method, path, o, slices.Concat(shared, o.Parameters))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.Groups, func(g group) bool { return len(o.Tags) > 0 && g.Name == o.Tags[0] })
	if i < 0 {
		return errors.New("its tag is not described")
	}
	p.Groups[i].Operations = append(p.Groups[i].Operations, s)
	for _, callback := range o.Callbacks {
		for _, item := range callback.Value {
			if err := p.add(webhook, "to your URL", item.Value.Post, nil); err != nil {
				return fmt.Errorf("%s: %w", callback.Name, err)
			}
		}
	}
	return nil
}

func show(method, path string, o *operation, parameters []parameter) (s shown, err error) {
	s = shown{ID: o.ID, Method: method, Path: path, Summary: o.Summary, Text: markup(o.Description)}
	s.Credential, s.Scope = credential(o)
	for _, f := range parameterFields(parameters) {
		if f.Required || f.In == "path" || len(parameters) <= manyParameters {
			s.Parameters = append(s.Parameters, f)
		} else {
			s.Options = append(s.Options, f)
		}
	}
	if o.RequestBody != nil && len(o.RequestBody.Content) > 0 {
		of := o.RequestBody.Content[0].Value.Schema
		s.Body, s.BodyType = fields(of), typeOf(of)
	}
	if method != webhook {
		if s.Curl, err = curl(method, path, o, parameters); err != nil {
			return s, err
		}
	} else if s.Curl, err = sent(o); err != nil {
		return s, err
	}
	for _, r := range o.Responses {
		a := shownAnswer{Status: r.Name, Text: phrase(r.Value.Description)}
		if strings.HasPrefix(r.Name, "4") || strings.HasPrefix(r.Name, "5") || r.Name == "default" {
			s.Problems = append(s.Problems, a)
			continue
		}
		if a.Examples, err = showExamples(r.Value.Content); err != nil {
			return s, err
		}
		s.Answers = append(s.Answers, a)
	}
	return s, nil
}

// manyParameters are so many that those which nobody needs are folded away.
const manyParameters = 4

// credential says what a request has to prove itself with.
func credential(o *operation) (what, scope string) {
	var all []string
	for _, way := range o.Security {
		for name := range way {
			all = append(all, map[string]string{"api_key": "API key", "signed_url": "signed URL", "request_signature": "signed URL"}[name])
		}
	}
	scope, _ = bearer(o)
	return strings.Join(all, " or "), scope
}

func showExamples(content ordered[media]) (all []shownExample, err error) {
	for _, m := range content {
		e := shownExample{Media: m.Name, Type: typeOf(m.Value.Schema)}
		if n, ok := firstExample(m.Value); ok && (strings.HasSuffix(m.Name, "json") || strings.HasPrefix(m.Name, "text/")) {
			if e.Text, err = exampleText(m.Name, n); err != nil {
				return nil, err
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// sent is the request that a webhook gets.
func sent(o *operation) (string, error) {
	var lines []string
	for _, p := range o.Parameters {
		lines = append(lines, p.Name+": "+plain(p.Example))
	}
	m := o.RequestBody.Content[0]
	n, _ := firstExample(m.Value)
	text, err := exampleText(m.Name, n)
	return strings.Join(lines, "\n") + "\n\n" + text, err
}

// steps takes its commands from the operations, so that they hold when those change.
func (p *page) steps() ([]step, error) {
	render, sign := p.find("render"), p.find("sign")
	if render == nil || sign == nil {
		return nil, errors.New("there is no operation render, or no operation sign")
	}
	return []step{
		{"Say who you are", "A key and this server's address. The first start of the server has printed a key.",
			"export BASE=" + p.Base + "\nexport PLACARD_API_KEY=sk_live_…"},
		{"Make a picture", "A template and what to change in it.", render.Curl},
		{"Or sign a link", "Put the URL that comes back into a page; whoever fetches it gets the picture.", sign.Curl},
	}, nil
}

func (p *page) find(id string) *shown {
	for _, g := range p.Groups {
		for i := range g.Operations {
			if g.Operations[i].ID == id {
				return &g.Operations[i]
			}
		}
	}
	return nil
}
