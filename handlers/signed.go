package handlers

import (
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Paths of signed URLs, below the root, as signedurl.Request has them.
const (
	cardPath       = "v1/og"
	imageFolder    = "v1/image/"
	previewPath    = "v1/preview"
	pdfPath        = "v1/pdf"
	screenshotPath = "v1/screenshot"
)

// Templates that stand where a URL names none.
const (
	cardTemplate    = "og-card"
	previewTemplate = "link-card"
)

// signed answers GET and HEAD of signed URLs. Nothing is looked up before the signature holds.
func (s *Server) signed(c echo.Context) error {
	request, key, err := s.deps.Guard.Signed(c)
	if err != nil {
		return err
	}
	if isOwn(request) {
		switch request.Path {
		case pdfPath:
			request.Ext = render.PDF.Ext()
		case screenshotPath:
			return problem.New(problem.NotImplemented, "there is no browser here, by design; /v1/preview draws a card of what the page says of itself")
		case previewPath:
			return s.preview(c, request, key)
		}
	}
	o, err := order(request, key)
	if err != nil {
		return err
	}
	if isOwn(request) && strings.HasPrefix(request.Path, imageFolder) && request.Ext == "" {
		negotiate(c, &o)
	}
	return s.deps.Pictures.Answer(c, o)
}

// isOwn says whether a URL is of a scheme that has the paths of this server's API. In those of other
// services the same path may mean something else.
func isOwn(request signedurl.Request) bool {
	return request.Scheme == signedurl.SchemeKeyID || request.Scheme == signedurl.SchemeV2
}

// order is what a verified URL asks for.
func order(request signedurl.Request, key store.Key) (pictures.Order, error) {
	o := pictures.Order{Key: key, Template: request.Template, Params: request.Params, Ext: request.Ext, Expires: request.Expires}
	if o.Template == "" {
		o.Template = cardTemplate
	}
	if len(request.Changes) == 0 {
		return o, nil
	}
	var err error
	o.Changes, err = templates.DecodeChanges(request.Changes)
	return o, err
}
