package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/store/keys"
	"placard/templates"
)

// signCmd prints a signed URL.
type signCmd struct {
	Template string `arg:"" help:"Template id; card@3 for its third version."`
	content  `embed:""`

	Format   string        `help:"Format: jpg, png, webp or pdf." default:"jpg" placeholder:"FORMAT"`
	Size     string        `help:"Another size of the design, to which its layers adapt." placeholder:"WIDTHxHEIGHT"`
	Width    int           `help:"Width of the picture in px. Default: the design's." placeholder:"PX" xor:"scale"`
	Scale    float64       `help:"Size against the design, 0.05 to 4. Default: 1." placeholder:"N" xor:"scale"`
	Platform string        `help:"Keep to what a platform takes: whatsapp, x, facebook, linkedin, slack, discord, email." placeholder:"NAME"`
	MaxBytes int           `help:"Most bytes the picture may have." placeholder:"N"`
	Expires  time.Duration `help:"How long the URL holds, such as 72h. Default: for ever." placeholder:"TIME"`
	encoding `embed:""`
	paper    `embed:""`

	Key      string `help:"Id of the key to sign with. Default: the oldest that may render." placeholder:"ID"`
	Scheme   string `help:"How to sign: v2 binds the path and all parameters; request puts c and s into the URL." enum:"v2,request" default:"v2"`
	Relative bool   `help:"Print the URL without --public-url in front." xor:"base"`
	SignBase bool   `help:"With --scheme request: sign --public-url too, so that the URL holds nowhere else. The server must have the same --public-url." xor:"base"`
}

// Help is shown by placard sign --help.
func (signCmd) Help() string {
	return `Examples:
  placard sign article-card --set title=Hello
  placard sign article-card --set title=Hello --platform whatsapp --expires 720h
  placard sign quote --changes quote.json --format png --public-url https://cards.example.com
  placard sign event --format pdf --paper-size A5

The key is of the data folder, or of PLACARD_KEY_ID, PLACARD_API_KEY and PLACARD_SIGNING_SECRET.`
}

// Run signs and prints. It checks what the server will check, so that a URL that is printed works.
func (c *signCmd) Run(ctx context.Context, app *cli, std *streams) error {
	format, err := render.ParseFormat(c.Format)
	if err != nil {
		return err
	}
	var changes templates.Changes
	err = app.withLibrary(ctx, std, func(l *library) error {
		t, err := l.template(ctx, c.Template)
		if err != nil {
			return err
		}
		if changes, err = c.changes(t); err != nil {
			return err
		}
		for _, p := range c.options() {
			if !pictures.IsOptionOf(t, p.Name) {
				return fmt.Errorf("--%s: the template has a variable or layer of that name, which a URL would set; make a link with POST /v1/links", strings.ReplaceAll(p.Name, "_", "-"))
			}
		}
		doc, err := t.Apply(changes)
		if err != nil {
			return err
		}
		if doc, err = resized(doc, c.Size); err != nil {
			return err
		}
		return c.check(l, doc, format)
	})
	if err != nil {
		return err
	}
	key, err := c.credentials(ctx, app, std)
	if err != nil {
		return err
	}
	url, err := c.url(app, key, format, changes)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, url)
	return err
}

// check asks the renderer whether it would draw the document with these options.
func (c *signCmd) check(l *library, doc *templates.Document, format render.Format) error {
	renderer, err := l.renderer(render.DefaultConfig())
	if err != nil {
		return err
	}
	onPaper, err := c.onPaper()
	if err != nil {
		return err
	}
	opt := render.Options{Format: format, Scale: c.Scale, Page: c.Page, PDF: onPaper, MaxBytes: c.MaxBytes}
	c.setEncoding(&opt)
	if c.Width != 0 {
		opt.Scale = float64(c.Width) / float64(doc.Width)
	}
	if err = renderer.Check(doc, opt); err != nil && c.Width != 0 {
		return fmt.Errorf("--width %d: %w", c.Width, err)
	}
	return err
}

// credentials are those of the environment, else of the data folder. None are made, and none are used that
// the server would refuse.
func (c *signCmd) credentials(ctx context.Context, app *cli, std *streams) (found store.Credentials, err error) {
	scheme := signedurl.Scheme(c.Scheme)
	if fixed := app.fixedKey(); !fixed.IsZero() && (c.Key == "" || c.Key == fixed.ID) {
		if c.Scheme == "request" && fixed.APIKey == "" || c.Scheme != "request" && (fixed.ID == "" || fixed.SigningSecret == "") {
			return found, fmt.Errorf("--scheme %s needs more of the key: set PLACARD_KEY_ID, PLACARD_API_KEY and PLACARD_SIGNING_SECRET", c.Scheme)
		}
		found = store.Credentials{APIKeys: []store.Secret{fixed.APIKey}, SigningSecrets: []store.Secret{fixed.SigningSecret}}
		found.ID, found.Scopes, found.Schemes = fixed.ID, []store.Scope{store.ScopeRender}, fixed.Schemes
		if len(found.Schemes) == 0 {
			found.Schemes = keys.DefaultSchemes()
		}
		return found, unfit(found, scheme, c.Template)
	}
	err = app.withKeys(ctx, std, func(k *keys.Keys) error {
		var ok bool
		if c.Key == "" {
			if found, ok = findKey(k, scheme, c.Template); !ok {
				return fmt.Errorf("no key in %s can sign this by scheme %s: see placard keys list, or run placard serve once", app.Data, c.Scheme)
			}
			return nil
		}
		if found, ok = k.Find(c.Key); !ok {
			return fmt.Errorf("there is no such key in %s: see placard keys list", app.Data)
		}
		return unfit(found, scheme, c.Template)
	})
	return found, err
}

// url signs with what the scheme takes: v2 with the signing secret, request with the API key.
func (c *signCmd) url(app *cli, key store.Credentials, format render.Format, changes templates.Changes) (string, error) {
	base := app.base()
	if c.Relative {
		base = ""
	}
	if c.Scheme == "request" {
		list, err := json.Marshal(changes)
		if err != nil {
			return "", err
		}
		signer := signedurl.Signer{Key: key.APIKeys[0].Reveal(), Base: base, SignBase: c.SignBase}
		return signer.URL(c.Template, format.Ext(), list, append(c.options(), c.expiry()...)...)
	}
	values, err := c.values(changes)
	if err != nil {
		return "", err
	}
	signer := signedurl.KeySigner{KeyID: key.ID, Secret: key.SigningSecrets[0].Reveal(), Base: base}
	params := append(append(values, c.options()...), c.expiry()...)
	return signer.URL("v1/image/"+c.Template+"."+format.Ext(), params)
}

// values writes the changes as title=Hello where each came so from the command line, since people read
// URLs; else as one parameter.
func (c *signCmd) values(changes templates.Changes) ([]signedurl.Param, error) {
	var named []signedurl.Param
	for _, assignment := range c.Set {
		name, value, _ := strings.Cut(assignment, "=")
		if c.Changes != "" || pictures.IsOption(name) {
			named = nil
			break
		}
		named = append(named, signedurl.Param{Name: name, Value: value})
	}
	if len(named) == len(c.Set) && c.Changes == "" {
		return named, nil
	}
	list, err := json.Marshal(changes)
	if err != nil {
		return nil, err
	}
	return []signedurl.Param{signedurl.Changes(list)}, nil
}

func (c *signCmd) options() []signedurl.Param {
	var out []signedurl.Param
	add := func(name string, set bool, value any) {
		if set {
			out = append(out, signedurl.Param{Name: name, Value: fmt.Sprint(value)})
		}
	}
	add("size", c.Size != "", c.Size)
	add("width", c.Width != 0, c.Width)
	add("scale", c.Scale != 0, c.Scale)
	c.encodingParams(add)
	add("platform", c.Platform != "", c.Platform)
	add("max_bytes", c.MaxBytes != 0, c.MaxBytes)
	c.paperParams(add)
	return out
}

func (c *signCmd) expiry() []signedurl.Param {
	if c.Expires == 0 {
		return nil
	}
	return []signedurl.Param{signedurl.Expires(time.Now().Add(c.Expires))}
}
