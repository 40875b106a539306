package signedurl

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Scheme "imgproxy", the path form of imgproxy:
//
//	/{signature}/rs:fit:600:0/q:80/{base64url of the source}.jpg
//	/{signature}/w:600/plain/{source, escaped}@jpg
//
// The signature is unpadded base64url of HMAC-SHA256(key, salt + path from the slash behind it). Key and
// salt are the signing secret: both in hex with a colon between, or a secret as it is, without salt. There
// is no template in such a URL: the one with the id ImgproxyTemplate is drawn, with the source as its
// variable "src". The query is not signed and is ignored.

// ImgproxyTemplate is the id of the template that URLs of scheme "imgproxy" are drawn with.
const ImgproxyTemplate = "imgproxy"

// signatureLetters is the length of 32 bytes in unpadded base64.
const signatureLetters = 43

// isImgproxy tells such a URL by its first name, which is as long as a signature.
func isImgproxy(path string) bool {
	name, _, ok := strings.Cut(path, "/")
	return ok && len(name) == signatureLetters
}

func claimImgproxy(path string) claim {
	signature, rest, _ := strings.Cut(path, "/")
	return claim{
		scheme: SchemeImgproxy, messages: []string{"/" + rest}, signature: signature,
		secrets: signingSecrets, sign: signImgproxy,
		read: func() (Request, error) { return readImgproxy(rest) },
	}
}

func signImgproxy(path, secret string) string {
	rawKey, rawSalt, ok := strings.Cut(secret, ":")
	key, errKey := hex.DecodeString(rawKey)
	salt, errSalt := hex.DecodeString(rawSalt)
	if !ok || errKey != nil || errSalt != nil || len(key) == 0 {
		return signBase64(path, secret)
	}
	return signBase64(string(salt)+path, string(key))
}

func readImgproxy(path string) (Request, error) {
	r := Request{Path: path, Template: ImgproxyTemplate}
	names := strings.Split(path, "/")
	for len(names) > 0 && names[0] != "plain" && strings.Contains(names[0], ":") {
		if err := r.takeProcessing(names[0]); err != nil {
			return Request{}, err
		}
		names = names[1:]
	}
	source, ext, err := readSource(names)
	if err != nil {
		return Request{}, err
	}
	if ext != "" {
		r.Ext = ext
	}
	if r.Ext == "png" || r.Ext == "pdf" { // there is no quality to choose
		r.Params = slices.DeleteFunc(r.Params, func(p Param) bool { return p.Name == "quality" })
	}
	r.Params = append(r.Params, Param{Name: "src", Value: source})
	return r, nil
}

// readSource reads the address of the picture, either escaped behind "plain" or in base64, which may be
// cut into several names.
func readSource(names []string) (source, ext string, err error) {
	if len(names) > 0 && names[0] == "plain" {
		raw, ext, _ := strings.Cut(strings.Join(names[1:], "/"), "@")
		source, err = url.PathUnescape(raw)
		return checkSource(source, ext, err)
	}
	raw, ext, _ := strings.Cut(strings.Join(names, ""), ".")
	text, err := decodeBase64(raw)
	return checkSource(string(text), ext, err)
}

func checkSource(source, ext string, err error) (string, string, error) {
	switch {
	case err != nil:
		return "", "", fmt.Errorf("%w: source: %w", ErrMalformed, err)
	case source == "" || !utf8.ValidString(source):
		return "", "", fmt.Errorf("%w: source: it is not an address", ErrMalformed)
	case ext != "" && (!plain(ext) || strings.Contains(ext, ".")):
		return "", "", fmt.Errorf("%w: %.20q is not a format", ErrMalformed, ext)
	}
	return source, ext, nil
}

// processing are imgproxy's options that have an equal here: for each of its arguments the parameter that
// it becomes; an empty one is left out, since the template says how the picture sits in it.
var processing = map[string][]string{
	"rs": {"", "width", "height", "", ""}, "s": {"width", "height", "", ""},
	"w": {"width"}, "h": {"height"}, "q": {"quality"}, "dpr": {"scale"}, "rt": {""},
	"g": {"", "", ""}, "el": {""}, "cb": {""}, "f": {"format"}, "exp": {paramExpires},
}

// processingNames are the long names of the same.
var processingNames = map[string]string{
	"resize": "rs", "size": "s", "width": "w", "height": "h", "quality": "q", "resizing_type": "rt",
	"gravity": "g", "enlarge": "el", "cachebuster": "cb", "format": "f", "ext": "f", "expires": "exp",
}

// takeProcessing reads one option, such as "rs:fill:600:315".
func (r *Request) takeProcessing(option string) error {
	name, list, _ := strings.Cut(option, ":")
	if short, ok := processingNames[name]; ok {
		name = short
	}
	args := strings.Split(list, ":")
	become, ok := processing[name]
	if !ok || len(args) > len(become) {
		return fmt.Errorf("%w: processing option %.60q has no equal here", ErrMalformed, option)
	}
	var err error
	for i, arg := range args {
		switch p := (Param{Name: become[i], Value: arg}); {
		case p.Name == "" || arg == "" || arg == "0":
		case p.Name == "format":
			r.Ext = arg
		case p.Name == paramExpires:
			r.Expires, err = readExpires(arg)
		case slices.ContainsFunc(r.Params, func(other Param) bool { return other.Name == p.Name }):
			err = fmt.Errorf("%w: %s", ErrDuplicate, p.Name)
		default:
			r.Params = append(r.Params, p)
		}
	}
	return err
}
