package signedurl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Schemes "bannerbear-v2" and "bannerbear-v5", as Bannerbear's client libraries make them:
//
//	/signedurl/{base}/image.jpg?modifications={base64url}&s={hex of HMAC-SHA256(API key, URL)}
//	/{…}/{id}?modifications={base64url}&s={hex of HMAC-SHA256(signing secret, URL)}
//	/{…}/{id}?title:text=Hello&s={hex of HMAC-SHA256(signing secret, URL)}
//
// The URL is the whole one before "&s=", with the host that it was published under; what follows the
// signature is not signed and is ignored.

const (
	bannerbearFolder     = "signedurl/"
	modificationsParam   = "modifications"
	bannerbearFile       = "image"    // "image.jpg" ends a V2 path
	bannerbearTemplateID = "template" // "template:width": of the picture, not of a layer
)

// bannerbearBases are those that Bannerbear has published URLs under.
var bannerbearBases = []string{
	"https://ondemand.bannerbear.com/", "https://on-demand.bannerbear.com/", "https://cdn.bannerbear.com/",
}

// isBannerbearV5 tells a V5 URL by what its query begins with, which no other scheme's does: the
// modifications, or a property of a layer, "title:text=".
func isBannerbearV5(query string) bool {
	name, _, ok := strings.Cut(query, "=")
	return ok && (name == modificationsParam || strings.Contains(name, ":") && !strings.Contains(name, "&"))
}

func claimBannerbear(scheme Scheme, rest string, bases []string) (claim, error) {
	message, signature, ok := cut(rest)
	if !ok {
		return claim{}, fmt.Errorf("%w: it has no &s=", ErrMissing)
	}
	c := claim{
		scheme: scheme, signature: signature, secrets: apiKeys, sign: signHex,
		read: func() (Request, error) { return readBannerbear(message) },
	}
	if scheme == SchemeBannerbearV5 {
		c.secrets = signingSecrets
	}
	for _, base := range bases {
		c.messages = append(c.messages, base+message)
	}
	return c, nil
}

func readBannerbear(message string) (Request, error) {
	rawPath, query, _ := strings.Cut(message, "?")
	path, err := decodePath(rawPath)
	if err != nil {
		return Request{}, err
	}
	names := strings.Split(path, "/")
	file := names[len(names)-1]
	id, ext, _ := strings.Cut(file, ".")
	if id == bannerbearFile && len(names) > 1 {
		id = names[len(names)-2]
	}
	r := Request{Path: path, Ext: ext}
	if r.Template, err = foreignID(id); err != nil {
		return Request{}, err
	}
	params, err := readQuery(query)
	if err != nil {
		return Request{}, err
	}
	err = r.takeModifications(params)
	return r, err
}

// takeModifications fills a request from parameters in either of Bannerbear's modes.
func (r *Request) takeModifications(params []Param) error {
	var layers layerChanges
	for _, p := range params {
		id, property, named := strings.Cut(p.Name, ":")
		var err error
		switch {
		case p.Name == modificationsParam:
			err = r.takeEncoded(p.Value)
		case named && id == bannerbearTemplateID:
			r.Params = append(r.Params, Param{Name: property, Value: p.Value})
		case named:
			err = layers.set(id, property, p.Value)
		default:
			err = fmt.Errorf("%w: parameter %.60q is not one of Bannerbear's", ErrMalformed, p.Name)
		}
		if err != nil {
			return err
		}
	}
	if layers == nil {
		return nil
	}
	if r.Changes != nil {
		return fmt.Errorf("%w: modifications are given encoded and by name", ErrMalformed)
	}
	var err error
	r.Changes, err = layers.json()
	return err
}

// takeEncoded reads modifications in base64: a list of layers or, in V5, {"template": {"width": …},
// "objects": […]}, in which case the template's become parameters.
func (r *Request) takeEncoded(value string) error {
	text, err := decodeBase64(value)
	if err != nil {
		return fmt.Errorf("%w: modifications: %w", ErrMalformed, err)
	}
	r.Changes = text
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return nil
	}
	var whole struct {
		Template json.RawMessage
		Objects  json.RawMessage
	}
	var size struct{ Width, Height json.Number }
	decode := func(text []byte, into any) error {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		return d.Decode(into)
	}
	if err := decode(text, &whole); err != nil {
		return fmt.Errorf("%w: modifications: %w", ErrMalformed, err)
	}
	if len(whole.Template) > 0 {
		if err := decode(whole.Template, &size); err != nil {
			return fmt.Errorf("%w: modifications: template: %w", ErrMalformed, err)
		}
	}
	for _, p := range []Param{{"width", size.Width.String()}, {"height", size.Height.String()}} {
		if p.Value != "" {
			r.Params = append(r.Params, p)
		}
	}
	r.Changes = whole.Objects
	return nil
}
