package main

import (
	"context"
	"encoding/json"
	"fmt"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// signCmd prints a signed URL.
type signCmd struct {
	Template string `arg:"" help:"Template id."`
	content  `embed:""`

	Format   string  `help:"Format: jpg, png or webp." default:"jpg" placeholder:"FORMAT"`
	Width    int     `help:"Width of the picture in px. Default: the design's." placeholder:"PX" xor:"size"`
	Scale    float64 `help:"Size against the design, 0.05 to 4. Default: 1." placeholder:"N" xor:"size"`
	Quality  int     `help:"JPEG quality, 1 to 100. Default: 80." placeholder:"N"`
	Relative bool    `help:"Print the URL without --public-url in front." xor:"base"`
	SignBase bool    `help:"Sign --public-url too, so that the URL holds nowhere else. The server must have the same --public-url." xor:"base"`
}

// Help is shown by placard sign --help.
func (signCmd) Help() string {
	return `Examples:
  placard sign article-card --set title=Hello --format jpg
  placard sign quote --changes quote.json --format png --public-url https://cards.example.com

The key is that of the data folder, or PLACARD_API_KEY.`
}

// Run signs and prints. It checks what the server will check, so that a URL that is printed works.
func (c *signCmd) Run(ctx context.Context, app *cli, std *streams) error {
	format, err := render.ParseFormat(c.Format)
	if err != nil {
		return err
	}
	key, err := app.apiKey(ctx, std)
	if err != nil {
		return err
	}
	t, err := app.template(ctx, c.Template)
	if err != nil {
		return err
	}
	changes, err := c.changes(t)
	if err != nil {
		return err
	}
	doc, err := t.Apply(changes)
	if err != nil {
		return err
	}
	if err := c.check(ctx, app, doc, format); err != nil {
		return err
	}
	list, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	signer := signedurl.Signer{Key: key, Base: app.base(), SignBase: c.SignBase}
	if c.Relative {
		signer.Base = ""
	}
	url, err := signer.URL(t.ID, format.Ext(), list, c.options()...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, url)
	return err
}

// check asks the renderer whether it would draw the document with these options.
func (c *signCmd) check(ctx context.Context, app *cli, doc *templates.Document, format render.Format) error {
	renderer, err := app.renderer(render.DefaultConfig(), app.assets())
	if err != nil {
		return err
	}
	opt := render.Options{Format: format, Quality: c.Quality, Scale: c.Scale}
	if c.Width != 0 {
		opt.Scale = float64(c.Width) / float64(doc.Width)
	}
	if _, err = renderer.Key(ctx, doc, opt); err != nil && c.Width != 0 {
		return fmt.Errorf("--width %d: %w", c.Width, err)
	}
	return err
}

func (c *signCmd) options() []signedurl.Param {
	var out []signedurl.Param
	add := func(name string, set bool, value any) {
		if set {
			out = append(out, signedurl.Param{Name: name, Value: fmt.Sprint(value)})
		}
	}
	add("w", c.Width != 0, c.Width)
	add("scale", c.Scale != 0, c.Scale)
	add("q", c.Quality != 0, c.Quality)
	return out
}
