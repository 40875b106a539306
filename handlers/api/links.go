package api

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/content"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
)

// linkIDLength is in characters of five bits: 130 bits are not guessed, and the id of an order is its
// only credential.
const linkIDLength = 26

// link is a short link as answers tell of it.
type link struct {
	ID      string          `json:"id"`
	URL     string          `json:"url"`
	Created time.Time       `json:"created"`
	Order   json.RawMessage `json:"order,omitempty"`
}

// createLink makes a link, or finds the one that the same order of the same key has made.
func (a *API) createLink(c echo.Context) error {
	ctx := c.Request().Context()
	o, err := readURLOrder(c, nil)
	if err != nil {
		return err
	}
	format, err := a.deps.Maker.Check(ctx, o)
	if err != nil {
		return err
	}
	o.Options = append(withoutFormat(o.Options), signedurl.Param{Name: formatOption, Value: format.Ext()})
	order, err := o.JSON()
	if err != nil {
		return err
	}
	l := store.Link{ID: linkID(o.Key.ID, order), KeyID: o.Key.ID, Order: order, Created: a.cfg.Now().UTC()}
	status := http.StatusOK
	has, err := a.deps.Links.Get(ctx, l.ID)
	if errors.Is(err, fs.ErrNotExist) {
		status, has = http.StatusCreated, l
		err = a.putLink(ctx, l)
	}
	if err != nil {
		return err
	}
	out, err := a.linkOf(has)
	if err != nil {
		return err
	}
	out.Order = nil
	if status == http.StatusCreated {
		c.Response().Header().Set(echo.HeaderLocation, "/v1/links/"+l.ID)
	}
	return content.JSON(c, status, out)
}

// putLink stores a link, if its key has room for it. Requests at once may go past the bound by as many as
// there are.
func (a *API) putLink(ctx context.Context, l store.Link) error {
	links, bytes, err := a.deps.Links.Taken(ctx, l.KeyID)
	if err != nil {
		return err
	}
	if links >= a.cfg.Links || bytes+int64(len(l.Order)) > a.cfg.LinkBytes {
		return problem.New(problem.Conflict, "the key has %d links with orders of %d bytes, and may have %d with %d; delete some, or sign URLs, which need no room",
			links, bytes, a.cfg.Links, a.cfg.LinkBytes)
	}
	return a.deps.Links.Put(ctx, l)
}

// linkID is of the content, so that an order has one link. The key is in it: the link uses its quota.
func linkID(keyID string, order []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s", keyID, order))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:linkIDLength]
}

// linkOf is a stored link.
func (a *API) linkOf(l store.Link) (link, error) {
	o, err := pictures.ReadOrder(l.Order, "", nil)
	if err != nil {
		return link{}, problem.New(problem.Internal, "").Because(fmt.Errorf("link %s: %w", l.ID, err))
	}
	return link{ID: l.ID, URL: a.url("/i/" + l.ID + "." + o.Format()), Created: *at(l.Created), Order: l.Order}, nil
}

func (a *API) getLink(c echo.Context) error {
	l, err := a.findLink(c)
	if err != nil {
		return err
	}
	out, err := a.linkOf(l)
	if err != nil {
		return err
	}
	return content.JSON(c, http.StatusOK, out)
}

func (a *API) deleteLink(c echo.Context) error {
	l, err := a.findLink(c)
	if err != nil {
		return err
	}
	if err := a.deps.Links.Delete(c.Request().Context(), l.ID); err != nil {
		return err
	}
	return done(c)
}

// findLink finds the link of a request among the caller's own, or among all if it is an admin.
func (a *API) findLink(c echo.Context) (store.Link, error) {
	id, caller := c.Param("id"), access.Caller(c)
	l, err := a.deps.Links.Get(c.Request().Context(), id)
	if errors.Is(err, fs.ErrNotExist) || err == nil && l.KeyID != caller.ID && !caller.Can(store.ScopeAdmin) {
		return store.Link{}, problem.New(problem.NotFound, "no link %.64q", id)
	}
	return l, err
}
