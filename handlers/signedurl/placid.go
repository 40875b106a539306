package signedurl

import (
	"fmt"
	"strings"
)

// Scheme "placid", as Placid's URL API documents it:
//
//	/u/{template}?title[text]=Hello&s={hex of HMAC-SHA256(API key, query)}
//
// The query is signed as it stands, with a leading "?" or "&" or without one: the examples differ. It does
// not hold the template, so that whoever has one URL can make another of each template that the key may
// use. What follows the signature is not signed and is ignored.

const placidFolder = "u/"

func claimPlacid(rest string) (claim, error) {
	message, signature, ok := cut(rest)
	if !ok {
		return claim{}, fmt.Errorf("%w: it has no &s=", ErrMissing)
	}
	path, query, ok := strings.Cut(message, "?")
	if !ok { // /u/{template}/&title[text]=Hello&s=…, as the documentation's example puts it together
		path, query, _ = strings.Cut(message, "&")
	}
	query = strings.TrimPrefix(query, "&")
	return claim{
		scheme: SchemePlacid, messages: []string{query, "?" + query, "&" + query}, signature: signature,
		secrets: apiKeys, sign: signHex,
		read: func() (Request, error) { return readPlacid(path, query) },
	}, nil
}

func readPlacid(rawPath, query string) (Request, error) {
	path, err := decodePath(strings.TrimSuffix(rawPath, "/"))
	if err != nil {
		return Request{}, err
	}
	r := Request{Path: path}
	_, id, _ := strings.Cut(path, "/")
	if r.Template, err = foreignID(id); err != nil {
		return Request{}, err
	}
	params, err := readQuery(query)
	if err != nil {
		return Request{}, err
	}
	var layers layerChanges
	for _, p := range params {
		if err := takeLayer(&layers, p); err != nil {
			return Request{}, err
		}
	}
	r.Changes, err = layers.json()
	return r, err
}

// takeLayer reads "title[text]".
func takeLayer(layers *layerChanges, p Param) error {
	id, property, ok := strings.Cut(p.Name, "[")
	property, closed := strings.CutSuffix(property, "]")
	if !ok || !closed || strings.ContainsAny(property, "[]") {
		return fmt.Errorf("%w: parameter %.60q: want layer[property]", ErrMalformed, p.Name)
	}
	if err := layerName(p.Name); err != nil {
		return err
	}
	return layers.set(id, property, p.Value)
}
