package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
	"placard/templates"
)

// templateInfo is a template as answers tell of it.
type templateInfo struct {
	ID      string       `json:"id"`
	Name    string       `json:"name,omitempty"`
	Version int          `json:"version"`
	Width   int          `json:"width,omitempty"`
	Height  int          `json:"height,omitempty"`
	Source  store.Source `json:"source"`
	Updated *time.Time   `json:"updated,omitempty"`
	Broken  string       `json:"broken,omitempty"`
}

func infoOf(t store.TemplateInfo) templateInfo {
	return templateInfo{t.ID, t.Name, t.Version, t.Width, t.Height, t.Source, at(t.Updated), t.Broken}
}

// listTemplates lists those that the caller may use.
func (a *API) listTemplates(c echo.Context) error {
	all, err := a.deps.Templates.List(c.Request().Context())
	if err != nil {
		return err
	}
	caller, list := access.Caller(c), []templateInfo{}
	for _, t := range all {
		if caller.MayUse(t.ID) {
			list = append(list, infoOf(t))
		}
	}
	return content.JSON(c, http.StatusOK, map[string]any{"templates": list})
}

// getTemplate answers with a template as it was written.
func (a *API) getTemplate(c echo.Context) error {
	id, err := templateID(c)
	if err != nil {
		return err
	}
	version, err := queryVersion(c)
	if err != nil {
		return err
	}
	t, err := a.deps.Templates.JSON(c.Request().Context(), id, version)
	if err != nil {
		return a.unknownTemplate(c, id, version, err)
	}
	setTag(c, templateTag(t))
	c.Response().Header().Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	return content.Serve(c, "the template", t.Created, bytes.NewReader(t.JSON))
}

// listVersions tells of all versions of a stored template.
func (a *API) listVersions(c echo.Context) error {
	id, err := templateID(c)
	if err != nil {
		return err
	}
	all, err := a.deps.Templates.Versions(c.Request().Context(), id)
	if err != nil {
		return notStored(id, err)
	}
	type version struct {
		Version int        `json:"version"`
		Author  string     `json:"author"`
		Created *time.Time `json:"created"`
		Deleted *time.Time `json:"deleted,omitempty"`
	}
	list := make([]version, len(all))
	for i, t := range all {
		list[i] = version{t.Version, t.Author, at(t.Created), at(t.Deleted)}
	}
	return content.JSON(c, http.StatusOK, map[string]any{"versions": list})
}

// templateID reads the path's id, of a template that the caller may use.
func templateID(c echo.Context) (string, error) {
	id := c.Param("id")
	return id, mayUse(c, id)
}

func mayUse(c echo.Context, id string) error {
	if caller := access.Caller(c); !caller.MayUse(id) {
		return problem.New(problem.Forbidden, "the key %s may not use the template %.64q", caller.ID, id)
	}
	return nil
}

// wholeVersion is how a version is written, in a query and in a tag.
var wholeVersion = regexp.MustCompile(`^[1-9][0-9]{0,8}$`)

// queryVersion is the version that is asked for; 0 is the newest.
func queryVersion(c echo.Context) (int, error) {
	q, err := query(c, "version")
	if err != nil {
		return 0, err
	}
	given, ok := q["version"]
	if !ok {
		return 0, nil
	}
	if !wholeVersion.MatchString(given) {
		return 0, problem.New(problem.BadRequest, "version: %.40q is not a version, 1 or more", given)
	}
	return strconv.Atoi(given)
}

// templateTag is the version, or of templates that have none a digest of their JSON.
func templateTag(t store.Template) string {
	if t.Version > 0 {
		return versionTag(t.Version)
	}
	sum := sha256.Sum256(t.JSON)
	return `"sha256-` + hex.EncodeToString(sum[:16]) + `"`
}

func versionTag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// unknownTemplate suggests another template where there is none of the id.
func (a *API) unknownTemplate(c echo.Context, id string, version int, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if version > 0 {
		return problem.New(problem.NotFound, "no version %d of a stored template %.64q", version, id)
	}
	all, err := a.deps.Templates.List(c.Request().Context())
	if err != nil {
		return err
	}
	var known []string
	for _, t := range all {
		if access.Caller(c).MayUse(t.ID) {
			known = append(known, t.ID)
		}
	}
	if near := templates.Nearest(id, known); near != "" {
		return problem.New(problem.NotFound, "no template %.64q; did you mean %q?", id, near)
	}
	return problem.New(problem.NotFound, "no template %.64q", id)
}

// notStored is for what only stored templates have.
func notStored(id string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return problem.New(problem.NotFound, "no template %.64q is stored; POST /v1/templates stores one", id)
	}
	return err
}
