package batch

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/body"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// maxLive is how many batches of a key may have something left to do. It bounds what the server has before
// it, and how long a key's own last batch waits.
const maxLive = 20

// create stores a batch, sets it going, and answers at once.
func (b *Batches) create(c echo.Context) error {
	ctx := c.Request().Context()
	data, err := body.Bytes(c, maxOrderBytes, echo.MIMEApplicationJSON)
	if err != nil {
		return err
	}
	items, webhook, err := readOrder(data)
	if err == nil {
		err = b.checkWebhook(webhook)
	}
	if err != nil {
		return err
	}
	id, err := b.newID()
	if err != nil {
		return err
	}
	made := store.Batch{
		ID: id, KeyID: caller(c).ID, State: store.BatchQueued, Total: len(items), Webhook: webhook, Created: b.cfg.Now().UTC(),
	}
	for i := range items {
		items[i].BatchID = id
	}
	if err := b.accept(ctx, made, items); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/v1/batches/"+id)
	return content.JSON(c, http.StatusAccepted, b.tell(made))
}

// accept stores a batch and has it worked on, if its key has not too many.
func (b *Batches) accept(ctx context.Context, made store.Batch, items []store.BatchItem) error {
	if !b.queue.reserve(made.KeyID) {
		return problem.New(problem.RateLimited, "the key has %d batches that are not finished, or whose webhook was not told; wait, or cancel one", maxLive)
	}
	if err := b.deps.Records.Create(ctx, made, items); err != nil {
		b.queue.release(made.KeyID)
		return err
	}
	b.add(made)
	return nil
}

// idBytes are not guessed.
const idBytes = 16

func (b *Batches) newID() (string, error) {
	var random [idBytes]byte
	if _, err := io.ReadFull(b.cfg.Rand, random[:]); err != nil {
		return "", fmt.Errorf("no randomness for a batch's id: %w", err)
	}
	return "batch_" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random[:])), nil
}

func caller(c echo.Context) store.Key { return access.Caller(c) }

// find finds the batch of a request among the caller's own, or among all if it is an admin.
func (b *Batches) find(c echo.Context) (store.Batch, error) {
	id, key := c.Param("id"), caller(c)
	found, err := b.deps.Records.Get(c.Request().Context(), id)
	if errors.Is(err, fs.ErrNotExist) || err == nil && found.KeyID != key.ID && !key.Can(store.ScopeAdmin) {
		return store.Batch{}, problem.New(problem.NotFound, "no batch %.64q; batches are kept for %d days, and go earlier when newer ones of the key need their room", id, int(keep.Hours()/24))
	}
	return found, err
}
