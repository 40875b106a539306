package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// picture answers GET and HEAD of a signed URL. Nothing is looked up before the signature holds, and
// nothing is drawn for a client that has the picture already.
func (s *Server) picture(c echo.Context) error {
	r := c.Request()
	ctx := r.Context()
	request, err := s.verify(ctx, r)
	if err != nil {
		return err
	}
	format, err := render.ParseFormat(request.Ext)
	if err != nil {
		return err
	}
	doc, err := s.document(ctx, request)
	if err != nil {
		return err
	}
	opt, err := parseOptions(request.Params, format, doc.Width)
	if err != nil {
		return err
	}
	key, err := s.deps.Renderer.Key(ctx, doc, opt.render)
	if err != nil {
		return err
	}
	etag := `"` + key + `"`
	if holds(r.Header, etag) {
		s.pictureHeaders(c.Response().Header(), etag)
		return c.NoContent(http.StatusNotModified)
	}
	body, hit, created, err := s.deps.Cache.Do(ctx, key, func(ctx context.Context) ([]byte, error) {
		out, err := s.deps.Renderer.Render(ctx, doc, opt.render)
		if err != nil {
			return nil, err
		}
		return out.Bytes, nil
	})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	s.pictureHeaders(h, etag)
	h.Set(echo.HeaderContentType, format.ContentType())
	h.Set(echo.HeaderContentDisposition, disposition(opt.download, request.Template+"."+format.Ext()))
	h.Set(headerXCache, map[bool]string{true: "hit", false: "miss"}[hit])
	return serve(c, body, created)
}

func (s *Server) verify(ctx context.Context, r *http.Request) (signedurl.Request, error) {
	keys, err := s.deps.Keys.APIKeys(ctx)
	if err != nil {
		return signedurl.Request{}, fmt.Errorf("keys: %w", err)
	}
	// RequestURI is what came over the wire; r.URL has been parsed, and its parts may be spelled anew.
	return s.verifier.Verify(r.RequestURI, signedurl.Credentials{{
		APIKeys: keys, Schemes: []signedurl.Scheme{signedurl.SchemeRequest},
	}})
}

// document finds the template and applies the changes.
func (s *Server) document(ctx context.Context, request signedurl.Request) (*templates.Document, error) {
	t, err := s.deps.Templates.Template(ctx, request.Template)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, s.unknownTemplate(ctx, request.Template)
	}
	if err != nil {
		// Its author's fault, not the caller's: the log says where, the caller only which.
		return nil, &brokenTemplateError{id: request.Template, err: err}
	}
	changes, err := templates.DecodeChanges(request.Changes)
	if err != nil {
		return nil, err
	}
	return t.Apply(changes)
}

// unknownTemplate suggests another to one who can sign, and so may know which there are.
func (s *Server) unknownTemplate(ctx context.Context, id string) error {
	known, err := s.deps.Templates.List(ctx)
	if err != nil {
		return err
	}
	if near := templates.Nearest(id, known); near != "" {
		return problemf(notFound, "no template %.64q; did you mean %q?", id, near)
	}
	return problemf(notFound, "no template %.64q", id)
}

const headerXCache = "X-Cache"

// pictureHeaders are those of a picture and of the answer that it has not changed.
func (s *Server) pictureHeaders(h http.Header, etag string) {
	h.Set("Etag", etag)
	h.Set(echo.HeaderCacheControl, fmt.Sprintf("public, max-age=%d", int(s.cfg.MaxAge.Seconds())))
	// Pictures are made to be shown on other sites, and drawn on a canvas there. The URL is the
	// credential; cookies play no part.
	h.Set(echo.HeaderAccessControlAllowOrigin, "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// holds says whether the client has the picture of this tag (RFC 9110, 13.1.2). Other preconditions,
// and "*", are left to http.ServeContent, which has the picture at hand.
func holds(h http.Header, etag string) bool {
	if h.Get("If-Match") != "" {
		return false
	}
	for _, line := range h.Values("If-None-Match") {
		for tag := range strings.SplitSeq(line, ",") {
			if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
				return true
			}
		}
	}
	return false
}

func disposition(download bool, filename string) string {
	kind := "inline"
	if download {
		kind = "attachment"
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": filename})
}

// serve answers with a picture, or the part or the absence of it that the client's conditions ask for.
func serve(c echo.Context, body []byte, created time.Time) error {
	w := &refusals{ResponseWriter: c.Response()}
	http.ServeContent(w, c.Request(), "", created, bytes.NewReader(body))
	switch w.status {
	case 0:
		return nil
	case http.StatusRequestedRangeNotSatisfiable:
		return problemf(badRange, "the picture has %d bytes", len(body))
	default: // http.StatusPreconditionFailed: there is no other
		return problemf(badPrecondition, "the picture is not the one that the condition asks for")
	}
}

// refusals keeps http.ServeContent from writing errors in its own way.
type refusals struct {
	http.ResponseWriter
	status int // 0: none
}

func (w *refusals) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		w.status = status
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *refusals) Write(p []byte) (int, error) {
	if w.status != 0 {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
