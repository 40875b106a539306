package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
)

// pageParam names the page that is to be shown.
const pageParam = "url"

// preview answers with a card of what a page says of itself.
func (s *Server) preview(c echo.Context, request signedurl.Request, key store.Key) error {
	if s.deps.Pages == nil {
		return problem.New(problem.NotImplemented, "this server fetches nothing from elsewhere; its operator can allow hosts with --remote-host")
	}
	i := slices.IndexFunc(request.Params, func(p signedurl.Param) bool { return p.Name == pageParam })
	if i < 0 {
		return problem.New(problem.BadRequest, "url: is required: the page to show")
	}
	page, err := readPageURL(request.Params[i].Value)
	if err != nil {
		return err
	}
	request.Params = slices.Delete(slices.Clone(request.Params), i, i+1)
	if request.Template == "" {
		request.Template = previewTemplate
	}
	o, err := order(request, key)
	if err != nil {
		return err
	}
	// What the key may not have is not worth a fetch, and must not cause one.
	if _, err := s.deps.Pictures.Check(c.Request().Context(), o); err != nil {
		return err
	}
	card, err := s.deps.Pages.Read(c.Request().Context(), page)
	if err != nil {
		return err
	}
	o.Defaults = describePage(card)
	return s.deps.Pictures.Answer(c, o)
}

// maxPageURL is more than search engines keep of a page's URL.
const maxPageURL = 2048

func readPageURL(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || len(text) > maxPageURL || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil {
		return "", problem.New(problem.BadRequest, "url: %.80q is not the URL of a page, such as https://example.com/article, of at most %d bytes", text, maxPageURL)
	}
	return u.String(), nil
}

// describePage gives what a page says to the variables that link cards have. Templates may leave any of
// them out.
func describePage(card store.PageCard) []signedurl.Param {
	host := ""
	if u, err := url.Parse(card.URL); err == nil {
		host = strings.TrimPrefix(u.Hostname(), "www.")
	}
	title, site := card.Title, card.SiteName
	if title == "" {
		title = host
	}
	if site == "" {
		site = host
	}
	var all []signedurl.Param
	for _, p := range []signedurl.Param{
		{Name: "title", Value: title},
		{Name: "description", Value: card.Description},
		{Name: "site", Value: site},
		{Name: "url_text", Value: host},
		{Name: "image", Value: card.Image},
		{Name: "icon", Value: card.Icon},
		{Name: "theme_color", Value: card.ThemeColor},
	} {
		if p.Value != "" {
			all = append(all, p)
		}
	}
	return all
}
