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
	"strconv"
	"strings"

	"placard/render/layout"
	"placard/render/picture"
)

// Assets finds the pictures that a document names as "asset:NAME". An unknown name is an error that
// matches fs.ErrNotExist, a file over the limit one that matches fs.ErrInvalid.
type Assets interface {
	// Stat returns a string that differs whenever the asset's content does.
	Stat(ctx context.Context, name string) (version string, err error)
	Read(ctx context.Context, name string) ([]byte, error)
}

// Remote finds the pictures that a document names by an http or https URL. The messages of its errors are
// read by clients. It must be safe for concurrent use.
type Remote interface {
	// Stat makes the picture available and returns a string that differs whenever its content does.
	Stat(ctx context.Context, url string) (version string, err error)
	// Read returns the content that Stat has found. One that is no longer kept is an error that matches
	// fs.ErrNotExist; Stat is then asked again.
	Read(ctx context.Context, url, version string) ([]byte, error)
}

// source is a picture by where it comes from, and what find has found there.
type source struct {
	src     string
	drawing bool   // it is to be read as a drawing
	id      string // of the content, and of what it is read as
	version string // of a remote picture
	err     error  // why it cannot be shown, an *Error; nil: nothing is known against it
}

func (s *source) isRemote() bool {
	scheme, _ := split(s.src)
	return scheme == "http" || scheme == "https"
}

// find looks s up; its picture is not read yet. The error is that of a fault of ours or of ctx; any other is
// the source's own.
func (r *Renderer) find(ctx context.Context, s *source) error {
	s.err = r.identify(ctx, s)
	if s.drawing {
		s.id = drawingPrefix + s.id
	}
	if s.err == nil {
		s.err = r.broken.of(s.id)
	}
	var known *Error
	if errors.As(s.err, &known) && (known.Kind == Internal || known.Kind == Canceled) {
		return s.err
	}
	return nil
}

// identify finds the id of the content.
func (r *Renderer) identify(ctx context.Context, s *source) error {
	switch scheme, rest := split(s.src); scheme {
	case "asset":
		return r.findAsset(ctx, s, rest)
	case "data":
		sum := sha256.Sum256([]byte(rest))
		s.id = "data:" + hex.EncodeToString(sum[:])
		return nil
	case "http", "https":
		return r.findRemote(ctx, s)
	case layout.InlineScheme:
		if s.drawing {
			s.id = inlineID(rest)
			return nil
		}
	}
	return invalid("%s is not asset:NAME, a data: URL or an https: URL", shorten(s.src))
}

func (r *Renderer) findAsset(ctx context.Context, s *source, name string) error {
	version, err := r.assets.Stat(ctx, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Kind: Unusable, Err: fmt.Errorf("no asset %s", shorten(name))}
	case errors.Is(err, fs.ErrInvalid):
		return &Error{Kind: TooLarge, Err: fmt.Errorf("asset %s is larger than this server takes", shorten(name))}
	case ctx.Err() != nil:
		return translate(ctx.Err())
	case err != nil:
		return &Error{Kind: Internal, Err: err} // for the log: it may name the server's folders
	}
	s.id = assetID(name, version)
	return nil
}

// assetID quotes the name, so that no two names and versions read alike.
func assetID(name, version string) string { return "asset:" + strconv.Quote(name) + version }

func (r *Renderer) findRemote(ctx context.Context, s *source) error {
	if r.cfg.Remote == nil {
		return invalid("remote pictures are off; use asset:NAME or a data: URL")
	}
	version, err := r.cfg.Remote.Stat(ctx, s.src)
	if err != nil {
		return upstream(ctx, s.src, err)
	}
	s.id, s.version = "remote:"+strconv.Quote(s.src)+version, version
	return nil
}

// upstream says that a remote picture cannot be had, and why. The cause is told but not wrapped: its
// deadline is not the caller's.
func upstream(ctx context.Context, src string, err error) error {
	if ctx.Err() != nil {
		return translate(ctx.Err())
	}
	return &Error{Kind: Upstream, Err: errors.New(shorten(src) + ": " + err.Error())}
}

// readAsset returns the content of an asset in the version that was found. What fails otherwise is a fault
// of ours and for the log: what the store says may name the server's folders.
func (r *Renderer) readAsset(ctx context.Context, name, id string) ([]byte, error) {
	data, err := r.assets.Read(ctx, name)
	if err == nil {
		var version string
		if version, err = r.assets.Stat(ctx, name); err == nil && assetID(name, version) != id {
			return nil, errReplaced
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errReplaced
	}
	if err != nil {
		return nil, &Error{Kind: Internal, Err: err}
	}
	return data, nil
}

// errReplaced is of a source that is no longer what was found.
var errReplaced = errors.New("replaced meanwhile")

// split cuts a src into its scheme, in lower case, and the rest.
func split(src string) (scheme, rest string) {
	scheme, rest, _ = strings.Cut(src, ":")
	return strings.ToLower(scheme), rest
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
