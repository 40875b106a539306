// Package body reads the bodies of requests: of the type that a route takes, no longer than its limit,
// and JSON strictly. Errors are problems that say where and what would be right.
package body

import (
	"bufio"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

// Reader returns the body, which may have no more than limit bytes and not be empty. The client's
// Content-Type, if it gives one, must be one of types; one that ends in "/*" stands for all that begin
// so, and is not the last. Errors of reading are problems too.
func Reader(c echo.Context, limit int64, types ...string) (io.Reader, error) {
	r := c.Request()
	if claimed := r.Header.Get(echo.HeaderContentType); claimed != "" && !among(claimed, types) {
		return nil, problem.New(problem.UnsupportedType, "Content-Type: %.80q is not %s; with curl add -H 'Content-Type: %s'",
			claimed, strings.Join(types, " or "), types[len(types)-1])
	}
	buffered := bufio.NewReader(&reader{http.MaxBytesReader(c.Response(), r.Body, limit), limit})
	_, err := buffered.Peek(1)
	if errors.Is(err, io.EOF) {
		return nil, problem.New(problem.BadRequest, "the request has no body; want %s", strings.Join(types, " or "))
	}
	return buffered, err
}

// reader makes problems of what can go wrong.
type reader struct {
	body  io.Reader
	limit int64
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.body.Read(p)
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		err = problem.New(problem.BodyTooLarge, "the body has more than the %d bytes that this route takes", r.limit)
	case err != nil && !errors.Is(err, io.EOF): // the client is gone, or was too slow
		err = problem.New(problem.BadRequest, "the body did not arrive in whole").Because(err)
	}
	return n, err
}

// Bytes reads the whole body, as Reader does.
func Bytes(c echo.Context, limit int64, types ...string) ([]byte, error) {
	r, err := Reader(c, limit, types...)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// JSON reads a body that is a JSON object into a struct, as Decode does.
func JSON(c echo.Context, limit int64, into any) error {
	data, err := Bytes(c, limit, echo.MIMEApplicationJSON)
	if err != nil {
		return err
	}
	return Decode(data, "", into)
}

// among says whether a Content-Type is one of types. Its parameters do not matter: JSON is UTF-8.
func among(claimed string, types []string) bool {
	media, _, err := mime.ParseMediaType(claimed)
	if err != nil {
		return false
	}
	for _, t := range types {
		if family, all := strings.CutSuffix(t, "*"); media == t || all && strings.HasPrefix(media, family) {
			return true
		}
	}
	return false
}
