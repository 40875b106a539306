package api

import (
	"errors"
	"io/fs"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/body"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// shelf is the routes of one kind of uploaded files.
type shelf struct {
	noun    string // in messages
	plural  string // in paths and lists
	types   []string
	limit   int64 // bytes of one file
	files   Files
	changes FileChanges
	say     func(store.File) (any, error)
}

// anyBytes is the type of an upload that does not say what it is.
const anyBytes = echo.MIMEOctetStream

func (a *API) assets() shelf {
	return shelf{"asset", "assets", []string{"image/*", anyBytes}, a.cfg.AssetBytes, a.deps.Assets, a.deps.AssetChanges, sayAsset}
}

func (a *API) fonts() shelf {
	return shelf{"font", "fonts", []string{"font/*", anyBytes}, a.cfg.FontBytes, a.deps.Fonts, a.deps.FontChanges, sayFont}
}

// file is what answers tell of every file.
type file struct {
	Name        string    `json:"name"`
	ContentType string    `json:"content_type"`
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
	Author      string    `json:"author"`
	Created     time.Time `json:"created"`
}

func fileOf(f store.File) file {
	return file{f.Name, f.Type, f.Bytes, f.SHA256, f.Author, *at(f.Created)}
}

// sayAsset tells of a picture, whose facts are its size in px.
func sayAsset(f store.File) (any, error) {
	width, err := strconv.Atoi(f.Facts["width"])
	if err != nil {
		return nil, err
	}
	height, err := strconv.Atoi(f.Facts["height"])
	return struct {
		file
		Width  int `json:"width"`
		Height int `json:"height"`
	}{fileOf(f), width, height}, err
}

// sayFont tells of a font, whose fact is what templates call it.
func sayFont(f store.File) (any, error) {
	return struct {
		file
		Family string `json:"family"`
	}{fileOf(f), f.Facts["family"]}, nil
}

// unlimited is for files: every template shows them by their names, so that a key which may only use some
// templates could read and replace by them what others draw.
func unlimited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if caller := access.Caller(c); len(caller.Templates) > 0 {
			return problem.New(problem.Forbidden, "the key %s may only use templates of its list; assets and fonts are for keys that may use all", caller.ID)
		}
		return next(c)
	}
}

func (s shelf) list(c echo.Context) error {
	all, err := s.files.List(c.Request().Context())
	if err != nil {
		return err
	}
	list := make([]any, len(all))
	for i, f := range all {
		if list[i], err = s.say(f); err != nil {
			return err
		}
	}
	return content.JSON(c, http.StatusOK, map[string]any{s.plural: list})
}

// get answers with a file's content. It may be anything that was uploaded: nosniff and the sandbox that
// every answer has keep a browser from running it.
func (s shelf) get(c echo.Context) error {
	f, data, err := s.files.Open(c.Request().Context(), c.Param("name"))
	if err != nil {
		return s.unknown(c, err)
	}
	defer func() { _ = data.Close() }() // it was only read
	setTag(c, fileTag(f))
	c.Response().Header().Set(echo.HeaderContentType, f.Type)
	return content.Serve(c, "the "+s.noun, f.Created, data)
}

func fileTag(f store.File) string { return `"` + f.SHA256 + `"` }

// put stores a file, or another in its place.
func (s shelf) put(c echo.Context) error {
	ctx, name := c.Request().Context(), c.Param("name")
	sent, err := body.Reader(c, s.limit, s.types...)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if _, err := s.files.Get(ctx, name); errors.Is(err, fs.ErrNotExist) {
		status = http.StatusCreated
	} else if err != nil {
		return err
	}
	f, err := s.changes.Put(ctx, store.File{Name: name, Author: access.Caller(c).ID}, sent)
	if err != nil {
		return s.refused(name, err)
	}
	said, err := s.say(f)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Etag", fileTag(f))
	if status == http.StatusCreated {
		h.Set(echo.HeaderLocation, "/v1/"+s.plural+"/"+name)
	}
	return content.JSON(c, status, said)
}

func (s shelf) delete(c echo.Context) error {
	name := c.Param("name")
	if err := s.changes.Delete(c.Request().Context(), name); err != nil {
		return s.refused(name, s.unknown(c, err))
	}
	return done(c)
}

func (s shelf) unknown(c echo.Context, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return problem.New(problem.NotFound, "no %s %.128q was uploaded", s.noun, c.Param("name"))
	}
	return err
}

// refused says why a file is not taken, or not changed.
func (s shelf) refused(name string, err error) error {
	var invalid *store.InvalidError
	switch {
	case errors.As(err, &invalid) && invalid.Field == "content":
		return problem.New(problem.UnsupportedType, "%s", invalid.Reason)
	case errors.Is(err, store.ErrReadOnly):
		return problem.New(problem.Conflict, "the %s %q is a file of the operator's, or comes with the program; upload yours under another name", s.noun, name)
	}
	return err
}
