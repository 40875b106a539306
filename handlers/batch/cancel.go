package batch

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// errCanceled ends the work on a batch whose owner does not want it any more.
var errCanceled = errors.New("the batch was canceled")

// cancel ends a batch. One that is canceled already stays so.
func (b *Batches) cancel(c echo.Context) error {
	ctx := c.Request().Context()
	found, err := b.find(c)
	if err != nil {
		return err
	}
	j := b.queue.job(found.ID)
	if j == nil { // nobody works on it: it has ended, or its work broke off
		j = newJob(ctx, found)
	}
	if err := b.cancelJob(ctx, j); err != nil {
		return err
	}
	if found, err = b.deps.Records.Get(ctx, found.ID); err != nil { // with its counts
		return err
	}
	return content.JSON(c, http.StatusOK, b.tell(found))
}

func (b *Batches) cancelJob(ctx context.Context, j *job) error {
	err := j.change(func(of *store.Batch) error {
		switch {
		case of.State == store.BatchCanceled:
			return nil
		case !of.Finished.IsZero():
			return problem.New(problem.Conflict, "the batch %s has ended: it is %s", of.ID, of.State)
		}
		of.State, of.Finished = store.BatchCanceled, b.cfg.Now().UTC()
		return b.deps.Records.Save(ctx, *of)
	})
	if err == nil {
		j.stop(errCanceled)
	}
	return err
}
