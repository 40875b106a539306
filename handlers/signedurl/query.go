package signedurl

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The parameters that have a meaning here and do not reach Request.Params.
const (
	paramKeyID     = "key_id"
	paramSignature = "signature"
	paramExpires   = "expires"
	paramTemplate  = "template"
	paramChanges   = "c"
	paramS         = "s" // the signature of other schemes
)

// maxParams bounds what is compared and sorted for a URL that nobody may have signed.
const maxParams = 256

// readQuery decodes a query. It is stricter than a browser: every parameter has a name and a "=", none is
// empty, what is escaped is UTF-8, and no name is given twice.
func readQuery(raw string) ([]Param, error) {
	if i := strings.IndexFunc(raw, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '#' }); i >= 0 {
		return nil, fmt.Errorf("%w: the query has a raw %q", ErrMalformed, raw[i])
	}
	if n := strings.Count(raw, "&"); n >= maxParams {
		return nil, fmt.Errorf("%w: the query has %d parameters, at most %d; put changes into c", ErrMalformed, n+1, maxParams)
	}
	var params []Param
	for pair := range strings.SplitSeq(raw, "&") {
		p, err := readParam(pair)
		if err != nil {
			return nil, fmt.Errorf("%w: parameter %.60q: %w", ErrMalformed, pair, err)
		}
		if slices.ContainsFunc(params, func(other Param) bool { return other.Name == p.Name }) {
			return nil, fmt.Errorf("%w: %.60q", ErrDuplicate, p.Name)
		}
		params = append(params, p)
	}
	return params, nil
}

func readParam(pair string) (Param, error) {
	rawName, rawValue, ok := strings.Cut(pair, "=")
	if !ok || rawName == "" {
		return Param{}, fmt.Errorf("want name=value")
	}
	name, err := unescape(rawName)
	if err != nil {
		return Param{}, err
	}
	value, err := unescape(rawValue)
	if err != nil {
		return Param{}, err
	}
	return Param{Name: name, Value: value}, nil
}

// unescape decodes one name or value: "+" is a space.
func unescape(raw string) (string, error) {
	text, err := url.QueryUnescape(raw)
	if err != nil {
		return "", err
	}
	if !utf8.ValidString(text) {
		return "", fmt.Errorf("it is not UTF-8")
	}
	return text, nil
}

// take fills a request from the parameters of its query, which are signed.
func (r *Request) take(params []Param) (err error) {
	for _, p := range params {
		switch p.Name {
		case paramExpires:
			r.Expires, err = readExpires(p.Value)
		case paramTemplate:
			err = r.takeTemplate(p.Value)
		case paramChanges:
			if r.Changes != nil {
				return fmt.Errorf("%w: %q", ErrDuplicate, p.Name)
			}
			r.Changes, err = decodeChanges(p.Value)
		case paramKeyID, paramSignature, paramS:
			err = fmt.Errorf("%w: %s has no place among these parameters", ErrMalformed, p.Name)
		default:
			r.Params = append(r.Params, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takeTemplate reads the parameter "template". Where the path names one too it must be the same: this is
// how a scheme that does not sign the path can hold on to its template.
func (r *Request) takeTemplate(name string) error {
	if r.Template != "" && r.Template != name {
		return fmt.Errorf("%w: the path names template %.64q, the query %.64q", ErrMalformed, r.Template, name)
	}
	if !plain(name) {
		return fmt.Errorf("%w: template: %.64q is not the id of one", ErrMalformed, name)
	}
	r.Template = name
	return nil
}

// maxExpiresDigits bounds Unix seconds to the year 33658; more digits are milliseconds by mistake.
const maxExpiresDigits = 12

func readExpires(value string) (time.Time, error) {
	digits := strings.Trim(value, "0123456789") == "" && value != "" && value[0] != '0'
	seconds, err := strconv.ParseInt(value, 10, 64)
	if !digits || err != nil || len(value) > maxExpiresDigits {
		return time.Time{}, fmt.Errorf("%w: expires: %.40q is not a time in Unix seconds", ErrMalformed, value)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// decodePath reads a path of plain names. The "@" of a pinned template may be escaped, as JavaScript's
// encodeURIComponent does; nothing else may, since it needs not be.
func decodePath(raw string) (string, error) {
	path := strings.ReplaceAll(raw, "%40", "@")
	for name := range strings.SplitSeq(path, "/") {
		if !plain(name) {
			return "", fmt.Errorf("%w: path: %.64q: only letters, digits, '-', '_', '.' and '@' may stand in a name", ErrMalformed, name)
		}
	}
	return path, nil
}

// splitName splits "card.jpg" at its last dot. The extension is empty if there is none.
func splitName(name string) (template, ext string, err error) {
	template, ext = name, ""
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		template, ext = name[:dot], name[dot+1:]
		if ext == "" {
			template = ""
		}
	}
	if !plain(template) {
		return "", "", fmt.Errorf("%w: path: %.64q is not the name of a picture, such as card.jpg", ErrMalformed, name)
	}
	return template, ext, nil
}

// plain says whether a name needs no escaping in a path and means nothing to a file system.
func plain(name string) bool {
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("-_.@", r):
		default:
			return false
		}
	}
	return strings.Trim(name, ".") != ""
}
