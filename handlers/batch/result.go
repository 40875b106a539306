package batch

import (
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// result answers with the zip of a batch that is done.
func (b *Batches) result(c echo.Context) error {
	found, err := b.find(c)
	if err != nil {
		return err
	}
	if found.Result == "" {
		return noResult(found)
	}
	blob, err := b.deps.Blobs.Open(c.Request().Context(), found.Result)
	if errors.Is(err, fs.ErrNotExist) { // it is not the client who asked for the wrong thing
		return problem.New(problem.Internal, "").Because(err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = blob.Close() }() // it was only read
	if err := giveTime(c, blob); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Etag", `"`+found.Result+`"`)
	h.Set(echo.HeaderCacheControl, "private, no-cache")
	h.Set(echo.HeaderContentType, "application/zip")
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": found.ID + ".zip"}))
	return content.Serve(c, "the zip", found.Finished, blob)
}

func noResult(of store.Batch) error {
	switch of.State {
	case store.BatchFailed:
		return problem.New(problem.Conflict, "there is no zip: not one picture of the batch could be made; its items say why")
	case store.BatchCanceled:
		return problem.New(problem.Conflict, "there is no zip: the batch was canceled")
	case store.BatchQueued, store.BatchRunning, store.BatchDone:
	}
	return problem.New(problem.Conflict, "there is no zip yet: %d of %d pictures are done, and %d failed", of.Done, of.Total, of.Failed)
}

const (
	// slowest is how fast a client takes at least what it is sent, in bytes a second: 1 Mbit/s.
	slowest = 1 << 17
	// leastTime is for what is small.
	leastTime = time.Minute
)

// giveTime lets the answer take longer than others do: it is as large as many of them.
func giveTime(c echo.Context, blob io.Seeker) error {
	size, err := blob.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	until := time.Now().Add(leastTime + time.Duration(size/slowest)*time.Second)
	err = http.NewResponseController(c.Response()).SetWriteDeadline(until)
	if errors.Is(err, http.ErrNotSupported) { // no connection: a test, or another server's business
		return nil
	}
	return err
}
