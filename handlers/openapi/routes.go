package openapi

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/templates"
)

// Docs serves the document, the page, and the schema of templates. It is safe for concurrent use.
type Docs struct{ files []file }

// file is what one path serves.
type file struct {
	path, contentType, policy, tag string
	body                           string
}

// New makes the page, in which the server's root is at base.
func New(base string) (*Docs, error) {
	data, err := JSON()
	if err != nil {
		return nil, err
	}
	html, policy, err := renderPage(strings.TrimRight(base, "/"))
	if err != nil {
		return nil, err
	}
	return &Docs{[]file{
		newFile("/openapi.json", echo.MIMEApplicationJSON, "", data),
		newFile("/docs", echo.MIMETextHTMLCharsetUTF8, policy, html),
		newFile("/schema/template.json", "application/schema+json", "", templates.Schema()),
	}}, nil
}

func newFile(path, contentType, policy string, body []byte) file {
	sum := sha256.Sum256(body)
	return file{path, contentType, policy, `"` + hex.EncodeToString(sum[:16]) + `"`, string(body)}
}

// Register adds the routes to a group at the server's root. All are for everybody. GET routes answer HEAD
// as well.
func (d *Docs) Register(g *echo.Group) {
	for _, f := range d.files {
		g.Match([]string{http.MethodGet, http.MethodHead}, f.path, f.serve)
	}
}

func (f file) serve(c echo.Context) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, f.contentType)
	h.Set("Etag", f.tag)
	h.Set(echo.HeaderCacheControl, "no-cache") // kept, and asked for anew: the next version has another
	if f.policy != "" {
		h.Set(echo.HeaderContentSecurityPolicy, f.policy)
	} else {
		h.Set(echo.HeaderAccessControlAllowOrigin, "*") // for the tools that show such documents in a browser
	}
	return content.Serve(c, "the document", time.Time{}, strings.NewReader(f.body))
}
