package signedurl

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Scheme "hcti", of HTML/CSS to Image's signed URLs of templates:
//
//	/v1/image/{template}/{token}?title=%22Hello%22         token: hex of HMAC-SHA256(API key, query)
//	/v1/image/{template}/{token}/png?title=%22Hello%22
//	/v1/image/{template}/{token}.png?title=%22Hello%22
//
// The query is signed as it stands, all of it; template and format are not, so that whoever has one URL
// can make another of each template that the key may use. Values may be JSON.

const (
	tokenDigits      = 64 // hex of SHA-256
	hctiVersionParam = "template_version"
)

// isHCTI tells such a URL from Placard's own, which have one name below v1/image/.
func isHCTI(path string) bool {
	name, ok := strings.CutPrefix(path, imagePath)
	return ok && strings.Contains(name, "/")
}

func claimHCTI(rawPath, query string) (claim, error) {
	path, err := decodePath(rawPath)
	if err != nil {
		return claim{}, err
	}
	template, rest, _ := strings.Cut(strings.TrimPrefix(path, imagePath), "/")
	token, ext, named := strings.Cut(rest, "/")
	if !named {
		token, ext, named = strings.Cut(rest, ".")
	}
	if len(token) != tokenDigits || named && (!plain(ext) || strings.Contains(ext, ".") || strings.Contains(ext, "/")) {
		return claim{}, fmt.Errorf("%w: path: want {template}/{token}/{format}", ErrMalformed)
	}
	if query == "" {
		return claim{}, fmt.Errorf("%w: it has no values", ErrMissing)
	}
	query = repair(query)
	return claim{
		scheme: SchemeHCTI, messages: []string{query}, signature: token,
		secrets: apiKeys, sign: signHex,
		read: func() (Request, error) { return readHCTI(Request{Path: path, Ext: ext}, template, query) },
	}, nil
}

func readHCTI(r Request, id, query string) (_ Request, err error) {
	if r.Template, err = foreignID(id); err != nil {
		return Request{}, err
	}
	params, err := readQuery(query)
	if err != nil {
		return Request{}, err
	}
	for _, p := range params {
		if err := layerName(p.Name); err != nil {
			return Request{}, err
		}
		if p.Name == hctiVersionParam {
			if strings.Trim(p.Value, "0123456789") != "" || p.Value == "" {
				return Request{}, fmt.Errorf("%w: template_version: %.20q is not a number", ErrMalformed, p.Value)
			}
			r.Template += "@" + p.Value
			continue
		}
		var text string
		if json.Unmarshal([]byte(p.Value), &text) == nil {
			p.Value = text
		}
		r.Params = append(r.Params, p)
	}
	return r, nil
}
