package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/body"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
	"placard/templates"
)

// createTemplate stores the first version of a template.
func (a *API) createTemplate(c echo.Context) error {
	t, err := readTemplate(c)
	if err != nil {
		return err
	}
	info, err := a.deps.TemplateChanges.Put(c.Request().Context(), t, 0)
	switch {
	case errors.Is(err, store.ErrExists):
		return problem.New(problem.Conflict, "the template %q exists already; PUT stores another version of it", t.ID)
	case err != nil:
		return readOnlyTemplate(t.ID, err)
	}
	c.Response().Header().Set(echo.HeaderLocation, "/v1/templates/"+t.ID)
	return answerStored(c, http.StatusCreated, info)
}

// updateTemplate stores another version of a template.
func (a *API) updateTemplate(c echo.Context) error {
	ctx := c.Request().Context()
	id, err := templateID(c)
	if err != nil {
		return err
	}
	if c.Request().Header.Get("If-Match") == "" {
		return problem.New(problem.PreconditionRequired, "send If-Match, with the ETag of the version that you changed, such as \"1\" with its quotes; * stands for any")
	}
	match, err := a.match(c, id)
	if err != nil {
		return err
	}
	t, err := readTemplate(c)
	if err != nil {
		return err
	}
	if t.ID != id {
		return problem.New(problem.BadRequest, "id: %q is not that of the path, %.64q", t.ID, id)
	}
	info, err := a.deps.TemplateChanges.Put(ctx, t, match)
	if err != nil {
		return a.notMatched(ctx, id, match, err)
	}
	return answerStored(c, http.StatusOK, info)
}

func (a *API) deleteTemplate(c echo.Context) error {
	ctx := c.Request().Context()
	id, err := templateID(c)
	if err != nil {
		return err
	}
	match, err := a.match(c, id)
	if err != nil {
		return err
	}
	if err := a.deps.TemplateChanges.Delete(ctx, id, match); err != nil {
		return a.notMatched(ctx, id, match, err)
	}
	return done(c)
}

func (a *API) restoreTemplate(c echo.Context) error {
	id, err := templateID(c)
	if err != nil {
		return err
	}
	info, err := a.deps.TemplateChanges.Restore(c.Request().Context(), id)
	if err != nil {
		return readOnlyTemplate(id, notStored(id, err))
	}
	return answerStored(c, http.StatusOK, info)
}

// answerStored answers with a template that was just stored.
func answerStored(c echo.Context, status int, t store.TemplateInfo) error {
	c.Response().Header().Set("Etag", versionTag(t.Version))
	return content.JSON(c, status, infoOf(t))
}

// readTemplate reads and checks a body that is a template which the caller may use.
func readTemplate(c echo.Context) (store.Template, error) {
	data, err := body.Bytes(c, templates.MaxBytes, echo.MIMEApplicationJSON)
	if err != nil {
		return store.Template{}, err
	}
	t, err := templates.Decode(data)
	if err != nil {
		return store.Template{}, badTemplate(err)
	}
	return store.Template{ID: t.ID, JSON: data, Author: access.Caller(c).ID}, mayUse(c, t.ID)
}

// badTemplate tells errors that name no place from those of changes.
func badTemplate(err error) error {
	var first *templates.Error
	if !errors.As(err, &first) || first.Path != "" {
		return err
	}
	kind := problem.BadRequest
	if errors.Is(err, templates.ErrTooLarge) {
		kind = problem.Undrawable
	}
	return problem.New(kind, "template: %s", first)
}

// match reads If-Match (RFC 9110, 13.1.1): one tag, or "*". Without it any version will do. A tag that is
// no version holds for none.
func (a *API) match(c echo.Context, id string) (int, error) {
	given := strings.TrimSpace(strings.Join(c.Request().Header.Values("If-Match"), ", "))
	switch {
	case given == "":
		return store.AnyVersion, nil
	case given == "*":
		return a.whatever(c.Request().Context(), id)
	case strings.Contains(given, ","):
		return 0, problem.New(problem.BadRequest, "If-Match: want one ETag")
	}
	version, ok := strings.CutPrefix(given, `"`)
	version, closed := strings.CutSuffix(version, `"`)
	if !ok || !closed || !wholeVersion.MatchString(version) {
		return 0, problem.New(problem.BadPrecondition, "If-Match: %.80s is not the ETag of a version of a stored template, which is its number in quotes", given)
	}
	return strconv.Atoi(version)
}

// whatever is what "*" stands for: any version, or none stored where a starter is to be covered.
func (a *API) whatever(ctx context.Context, id string) (int, error) {
	t, err := a.deps.Templates.JSON(ctx, id, 0)
	switch {
	case err != nil:
		return 0, notStored(id, err)
	case t.Version == 0:
		return 0, nil
	}
	return store.AnyVersion, nil
}

// notMatched says of a conflict which version there is.
func (a *API) notMatched(ctx context.Context, id string, match int, err error) error {
	if !errors.Is(err, store.ErrConflict) {
		return readOnlyTemplate(id, notStored(id, err))
	}
	now, err := a.deps.Templates.JSON(ctx, id, 0)
	if err != nil {
		return notStored(id, err)
	}
	return problem.New(problem.BadPrecondition, "the template %q is at version %d, not %d; read it again, and change that", id, now.Version, match)
}

// readOnlyTemplate says why a template cannot be changed, and what can be done.
func readOnlyTemplate(id string, err error) error {
	if errors.Is(err, store.ErrReadOnly) {
		return problem.New(problem.Conflict, "the template %q is a file of the operator's, or comes with the program; store one with another id, or cover one of the program's with POST /v1/templates", id)
	}
	return err
}
