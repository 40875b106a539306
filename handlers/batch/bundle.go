package batch

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"placard/store"
)

// indexName is the file in a zip that says what became of each item.
const indexName = "index.json"

// zipOverhead is what a zip has beside the pictures: two headers for each file, of some 200 bytes with the
// longest name, and the index with an error for each item.
const zipOverhead = 64 << 20

// lostError is a picture that was stored and cannot be read any more.
type lostError struct {
	index int // among the items
	cause error
}

func (e *lostError) Error() string { return fmt.Sprintf("item %d: %v", e.index, e.cause) }
func (e *lostError) Unwrap() error { return e.cause }

// bundle stores the zip of a batch's pictures, and returns its SHA-256; "" if there are no pictures. It goes
// from blob to blob and is nowhere whole in memory. The same pictures make the same zip.
func (b *Batches) bundle(j *job, items []store.BatchItem) (sha string, err error) {
	if !anyDone(items) {
		return "", nil
	}
	of := j.is()
	err = b.patiently(j.ctx, func() error {
		r, w := io.Pipe()
		written := make(chan struct{})
		go func() {
			defer close(written)
			_ = w.CloseWithError(b.writeZip(j.ctx, w, of, items)) // never fails
		}()
		sha, _, err = b.deps.Blobs.Put(j.ctx, r, maxResultBytes+zipOverhead)
		_ = r.CloseWithError(errors.New("the zip is not taken any more")) // never fails; ends writeZip
		<-written
		return err
	})
	return sha, err
}

func (b *Batches) writeZip(ctx context.Context, w io.Writer, of store.Batch, items []store.BatchItem) error {
	z := zip.NewWriter(w)
	for i, it := range items {
		if it.State != store.BatchDone {
			continue
		}
		blob, err := b.deps.Blobs.Open(ctx, it.Blob)
		if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrUnavailable) {
			err = &lostError{i, err}
		}
		if err == nil {
			err = addPicture(z, it.Name, of.Created, blob)
		}
		if err != nil {
			return err
		}
	}
	file, err := z.CreateHeader(header(indexName, zip.Deflate, of.Created))
	if err == nil {
		index := json.NewEncoder(file)
		index.SetIndent("", "  ")
		index.SetEscapeHTML(false)
		err = index.Encode(map[string]any{"id": of.ID, "items": tellItems(of.State, items)})
	}
	return errors.Join(err, z.Close())
}

// header is dated by the batch, so that a zip that is built again is the same.
func header(name string, method uint16, when time.Time) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: method, Modified: when.UTC().Truncate(time.Second)}
}

// addPicture copies a picture as it is: it is compressed already.
func addPicture(z *zip.Writer, name string, when time.Time, blob io.ReadCloser) error {
	defer func() { _ = blob.Close() }() // it was only read
	file, err := z.CreateHeader(header(name, zip.Store, when))
	if err != nil {
		return err
	}
	_, err = io.Copy(file, blob)
	return err
}
