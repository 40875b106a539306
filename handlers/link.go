package handlers

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/render"
	"placard/store"
)

const linkRoute = "/i/:file"

// linksRoute is where the API keeps links, by the same ids.
const linksRoute = "/v1/links/"

// link answers GET and HEAD of a short link, whose id is the credential: 130 bits of a hash.
func (s *Server) link(c echo.Context) error {
	id, ext, _ := strings.Cut(c.Param("file"), ".")
	if s.deps.Links == nil {
		return errNoLink
	}
	link, err := s.deps.Links.Get(c.Request().Context(), id)
	if errors.Is(err, fs.ErrNotExist) {
		return s.deps.Guard.Failed(c, errNoLink)
	}
	if err != nil {
		return err
	}
	key, ok := s.deps.Guard.Find(link.KeyID)
	if !ok || !key.Can(store.ScopeRender) {
		return errNoLink // its key was revoked
	}
	o, err := pictures.ReadOrder(link.Order, "", nil)
	if err != nil {
		return problem.New(problem.Internal, "").Because(err) // it was read before it was kept
	}
	if !sameFormat(o, ext) {
		return problem.New(problem.NotFound, "the link has another extension")
	}
	o.Key, o.Ext = key, ext
	return s.deps.Pictures.Answer(c, o)
}

var errNoLink = problem.New(problem.NotFound, "there is no such link")

// sameFormat holds a link to the format that it was made with: its id covers that, and an extension that
// could be chosen would let anyone have the picture rendered again.
func sameFormat(o pictures.Order, ext string) bool {
	got, err := render.ParseFormat(ext)
	if err != nil {
		return false
	}
	want := render.JPEG
	if o.Format() != "" {
		if want, err = render.ParseFormat(o.Format()); err != nil {
			return false
		}
	}
	return got == want
}
