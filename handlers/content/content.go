// Package content serves bytes that have a tag and can be had in parts, as RFC 9110 has it, and says in
// problems what a request's conditions do not allow.
package content

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

// Serve answers with content, a part of it, or its absence, as the request's conditions and Range ask for.
// The answer's headers, ETag and Content-Type among them, are the caller's. What it is, "the picture", is
// said of in problems.
func Serve(c echo.Context, what string, changed time.Time, content io.ReadSeeker) error {
	w := &refusals{ResponseWriter: c.Response()}
	http.ServeContent(w, c.Request(), "", changed, content)
	switch w.status {
	case 0:
		return nil
	case http.StatusRequestedRangeNotSatisfiable:
		size, err := content.Seek(0, io.SeekEnd)
		if err != nil {
			return err
		}
		return problem.New(problem.BadRange, "%s has %d bytes", what, size)
	case http.StatusPreconditionFailed:
		return problem.New(problem.BadPrecondition, "%s is not the one that the condition asks for", what)
	default: // it cannot be read
		return problem.New(problem.Internal, "").Because(fmt.Errorf("%s cannot be read", what))
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
	if status == http.StatusNotModified { // nothing of what the client has already (RFC 9110, 15.4.5)
		w.Header().Del(echo.HeaderContentDisposition)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *refusals) Write(p []byte) (int, error) {
	if w.status != 0 {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
