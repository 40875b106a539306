package render

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"placard/render/display"
	"placard/render/picture"
)

// Assets finds the pictures that a document names as "asset:NAME". An unknown name is an error that
// matches fs.ErrNotExist, a file over the limit one that matches fs.ErrInvalid.
type Assets interface {
	// Stat returns a string that differs whenever the asset's content does.
	Stat(ctx context.Context, name string) (version string, err error)
	Read(ctx context.Context, name string) ([]byte, error)
}

// loader gives layout the pictures of one render.
type loader struct {
	ctx context.Context
	r   *Renderer
}

// Picture implements layout.Pictures.
func (l loader) Picture(src string) (display.Source, error) {
	id, read, err := l.r.open(l.ctx, src)
	if err != nil {
		return nil, err
	}
	p, err := l.r.pictures.Get(id, read)
	if err != nil {
		return nil, fmt.Errorf("src: %s: %w", shorten(src), err)
	}
	return p, nil
}

// open resolves a src to an identity of its content and a way to read it.
func (r *Renderer) open(ctx context.Context, src string) (id string, read func() ([]byte, error), err error) {
	scheme, rest, _ := strings.Cut(src, ":")
	switch strings.ToLower(scheme) {
	case "asset":
		version, err := r.assets.Stat(ctx, rest)
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil, &Error{Kind: Unusable, Err: fmt.Errorf("src: no asset %s", shorten(rest))}
		}
		if errors.Is(err, fs.ErrInvalid) {
			return "", nil, &Error{Kind: TooLarge, Err: fmt.Errorf("src: asset %s is larger than this server takes", shorten(rest))}
		}
		if err != nil {
			return "", nil, &Error{Kind: Internal, Err: err} // for the log: it may name the server's folders
		}
		return "asset:" + rest + "@" + version, func() ([]byte, error) { return r.read(ctx, rest) }, nil
	case "data":
		sum := sha256.Sum256([]byte(rest))
		return "data:" + hex.EncodeToString(sum[:]), func() ([]byte, error) { return decodeData(rest) }, nil
	case "http", "https":
		return "", nil, invalid("src: remote pictures are off; use asset:NAME or a data: URL")
	}
	return "", nil, invalid("src: %s is not asset:NAME or a data: URL", shorten(src))
}

// read returns an asset that Stat has found, so that failing is a fault of ours and for the log: what the
// store says may name the server's folders.
func (r *Renderer) read(ctx context.Context, name string) ([]byte, error) {
	data, err := r.assets.Read(ctx, name)
	if err != nil {
		return nil, &Error{Kind: Internal, Err: err}
	}
	return data, nil
}

// decodeData reads what follows "data:" (RFC 2397). The media type is not trusted: the bytes are
// sniffed like any others.
func decodeData(rest string) ([]byte, error) {
	head, body, ok := strings.Cut(rest, ",")
	if !ok {
		return nil, fmt.Errorf("%w: the data URL has no comma", picture.ErrBroken)
	}
	if strings.HasSuffix(strings.ToLower(head), ";base64") {
		data, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", picture.ErrBroken, err)
		}
		return data, nil
	}
	s, err := url.PathUnescape(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", picture.ErrBroken, err)
	}
	return []byte(s), nil
}

// shorten keeps a src readable in a message.
func shorten(src string) string {
	const most = 60
	if len(src) > most {
		return fmt.Sprintf("%q…", src[:most])
	}
	return fmt.Sprintf("%q", src)
}
