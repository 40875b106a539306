package signedurl

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Schemes "key_id" and "v2", of URLs that name their key:
//
//	/v1/og?…&key_id={id}&signature={hex of HMAC-SHA256(signing secret, message)}
//	/v1/og?…&key_id={id}&signature=v2.{base64url of HMAC-SHA256(signing secret, message)}
//
// The message of "key_id" is every parameter but the signature as name=value, decoded, sorted by name and
// joined by "&". Published clients sort either by bytes or, in JavaScript, by localeCompare; both orders
// are tried. Such a message can be read in more than one way, and does not hold the path: a key may be
// set to accept "v2" alone.
//
// The message of "v2" is the path, "?", and every parameter but the signature as name=value, with all but
// letters, digits and "-._~" escaped, these strings sorted by bytes and joined by "&".

const (
	apiFolder = "v1/"
	v2Prefix  = "v2."
	imagePath = "v1/image/" // the one endpoint whose path goes on: {template} or {template}.{ext}
)

// endpoints are the paths that signed URLs with a key id may have. The list is closed, so that a URL
// signed by "key_id", which does not hold the path, cannot be sent anywhere else.
var endpoints = []string{"v1/og", "v1/pdf", "v1/screenshot", "v1/preview", "v1/meta"}

func claimNamed(rawPath, query string) (claim, error) {
	r, err := readEndpoint(rawPath)
	if err != nil {
		return claim{}, err
	}
	if query == "" {
		return claim{}, fmt.Errorf("%w: it has no signature=", ErrMissing)
	}
	query = repair(query)
	if err := upperEscapes(query); err != nil {
		return claim{}, err
	}
	params, err := readQuery(query)
	if err != nil {
		return claim{}, err
	}
	keyID, signature := value(params, paramKeyID), value(params, paramSignature)
	if keyID == "" || signature == "" {
		return claim{}, fmt.Errorf("%w: it needs both key_id= and signature=", ErrMissing)
	}
	signed := without(params, paramSignature)
	read := func() (Request, error) {
		err := r.take(without(signed, paramKeyID))
		return r, err
	}
	if digest, ok := strings.CutPrefix(signature, v2Prefix); ok {
		return claim{
			scheme: SchemeV2, keyID: keyID, messages: []string{messageV2(r.Path, signed)}, signature: digest,
			secrets: signingSecrets, sign: signBase64, read: read,
		}, nil
	}
	messages, err := messagesKeyID(signed)
	if err != nil {
		return claim{}, err
	}
	return claim{
		scheme: SchemeKeyID, keyID: keyID, messages: messages, signature: signature,
		secrets: signingSecrets, sign: signHex, read: read,
	}, nil
}

// readEndpoint reads a path below v1.
func readEndpoint(rawPath string) (Request, error) {
	path, err := decodePath(rawPath)
	if err != nil {
		return Request{}, err
	}
	if slices.Contains(endpoints, path) {
		return Request{Path: path}, nil
	}
	name, ok := strings.CutPrefix(path, imagePath)
	if !ok || strings.Contains(name, "/") {
		return Request{}, fmt.Errorf("%w: no signed URL has the path /%.64s", ErrMalformed, path)
	}
	template, ext, err := splitName(name)
	return Request{Path: path, Template: template, Ext: ext}, err
}

// repair undoes HTML escaping of a query all of whose "&" are escaped.
func repair(query string) string {
	if n := strings.Count(query, "&"); n > 0 && n == strings.Count(query, "&amp;") {
		return unescapeHTML.Replace(query)
	}
	return query
}

// upperEscapes refuses a lower-case escape. Values are signed decoded, so that one URL can be spelled in
// several ways; where RFC 3986 (2.1) wants one way written, the others are not needed.
func upperEscapes(query string) error {
	for i := range query {
		if query[i] != '%' {
			continue
		}
		if escape := query[i:min(i+3, len(query))]; strings.ToUpper(escape) != escape {
			return fmt.Errorf("%w: %s must be upper case", ErrMalformed, escape)
		}
	}
	return nil
}

func value(params []Param, name string) string {
	for _, p := range params {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

func without(params []Param, name string) []Param {
	return slices.DeleteFunc(slices.Clone(params), func(p Param) bool { return p.Name == name })
}

// messagesKeyID returns what the clients of scheme "key_id" may have signed.
func messagesKeyID(params []Param) ([]string, error) {
	for _, p := range params {
		if err := unambiguous(p); err != nil {
			return nil, fmt.Errorf("%w: parameter %.60q: %w; a signature of scheme v2 allows it", ErrMalformed, p.Name, err)
		}
	}
	byBytes := func(a, b Param) int { return strings.Compare(a.Name, b.Name) }
	byLocale := func(a, b Param) int { return localeCompare(a.Name, b.Name) }
	return []string{joinSorted(params, byBytes), joinSorted(params, byLocale)}, nil
}

// unambiguous refuses the worst of what joining decoded values makes possible. No name that a client
// means holds a delimiter, but one that does can swallow the parameters before it, or make a message of
// scheme "v2", which begins with a path, pass for one of this scheme. And a parameter that has swallowed
// "expires" would make a URL hold forever.
func unambiguous(p Param) error {
	if i := strings.IndexAny(p.Name, "&=/?"); i >= 0 {
		return fmt.Errorf("its name has a %q", p.Name[i])
	}
	if strings.Contains(p.Value, "&"+paramExpires+"=") {
		return fmt.Errorf("its value has &%s=", paramExpires)
	}
	return nil
}

func joinSorted(params []Param, compare func(a, b Param) int) string {
	var b strings.Builder
	for i, p := range slices.SortedFunc(slices.Values(params), compare) {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.Name + "=" + p.Value)
	}
	return b.String()
}

// messageV2 is what a signature of scheme "v2" is made of.
func messageV2(path string, params []Param) string {
	return "/" + path + "?" + encode(params)
}

// encode writes a query in the one way that scheme "v2" signs it.
func encode(params []Param) string {
	pairs := make([]string, len(params))
	for i, p := range params {
		pairs[i] = escape(p.Name) + "=" + escape(p.Value)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

// escape escapes all but unreserved characters (RFC 3986, 2.3).
func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
