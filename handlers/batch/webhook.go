package batch

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/plainjson"
	"placard/store"
)

// SignatureHeader is the header of a webhook's request that proves who sent it:
//
//	Placard-Signature: t=1795341608,v1=5257a869…
//
// t is when it was sent, in Unix seconds, and v1 the hex of HMAC-SHA256 of "t.body" under the key's signing
// secret. While an old secret holds too, there is a v1 of each.
const SignatureHeader = "Placard-Signature"

// postPauses are those before the second try and each further one: some 13 minutes, in which a receiver is
// deployed anew.
var postPauses = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute}

// event is what a webhook is sent.
type event struct {
	Type      string     `json:"type"`
	Timestamp *time.Time `json:"timestamp"` // when the batch ended
	Data      batch      `json:"data"`
}

const finishedEvent = "batch.finished"

// news makes room for what a batch that has ended has left, tells its webhook, if there is one that does not
// know, and lets go of the batch.
func (b *Batches) news(j *job) {
	defer b.queue.over(j)
	ctx := b.queue.ctx
	b.makeRoom(ctx, j.keyID)
	var of store.Batch
	err := b.patiently(ctx, func() (err error) {
		of, err = b.deps.Records.Get(ctx, j.id) // with its counts
		return err
	})
	if err == nil && of.Webhook != "" {
		err = b.tellWebhook(ctx, of)
	}
	if err != nil && ctx.Err() == nil && !errors.Is(err, fs.ErrNotExist) { // newer ones may have taken its room
		b.cfg.Logger.Error("batch: the webhook was not told; the next start tries again", "batch", j.id, "err", err)
	}
}

// tellWebhook tries some times, and stores how that went.
func (b *Batches) tellWebhook(ctx context.Context, of store.Batch) error {
	for try := 0; ; try++ {
		err := b.post(ctx, of)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err == nil {
			of.Notified = b.cfg.Now().UTC()
			break
		}
		b.cfg.Logger.Warn("batch: the webhook did not take the news", "batch", of.ID, "try", try+1, "err", err)
		if errors.Is(err, errUnsigned) || try == len(postPauses) {
			of.Unheard = fmt.Sprintf("given up after %d tries: %s", try+1, err)
			break
		}
		if err := b.cfg.Wait(ctx, postPauses[try]); err != nil {
			return err
		}
	}
	return b.patiently(ctx, func() error { return b.deps.Records.Save(ctx, of) })
}

// errUnsigned: nobody could tell the news from a forgery.
var errUnsigned = errors.New("the key does not hold any more, so the news cannot be signed")

// post tries once. The text of its error is for the batch's owner.
func (b *Batches) post(ctx context.Context, of store.Batch) error {
	key, ok := b.deps.Keys.Find(of.KeyID)
	if !ok || len(key.SigningSecrets) == 0 {
		return errUnsigned
	}
	if b.deps.Poster == nil {
		return errors.New("this server tells no webhooks any more")
	}
	body, err := plainjson.Marshal(event{finishedEvent, at(of.Finished), b.tell(of)})
	if err != nil {
		return err
	}
	header := http.Header{
		echo.HeaderContentType: {echo.MIMEApplicationJSON},
		SignatureHeader:        {sign(key.SigningSecrets, b.cfg.Now(), body)},
	}
	status, err := b.deps.Poster.Post(ctx, of.Webhook, header, body)
	switch {
	case errors.Is(err, store.ErrUpstream):
		return err
	case err != nil:
		b.cfg.Logger.Error("batch: a webhook could not be asked", "batch", of.ID, "err", err)
		return errors.New("it could not be asked; the server's log says why")
	case status < 200 || status > 299:
		return fmt.Errorf("it answered %d", status)
	}
	return nil
}

// sign makes the header's value. The time is signed too, so that what was overheard cannot be sent again
// later.
func sign(secrets []store.Secret, now time.Time, body []byte) string {
	t := strconv.FormatInt(now.Unix(), 10)
	var value strings.Builder
	value.WriteString("t=" + t)
	for _, secret := range secrets {
		mac := hmac.New(sha256.New, []byte(secret.Reveal()))
		mac.Write([]byte(t + "."))
		mac.Write(body)
		value.WriteString(",v1=" + hex.EncodeToString(mac.Sum(nil)))
	}
	return value.String()
}
