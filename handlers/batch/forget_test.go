package batch

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"placard/store"
)

// What a key's batches have left is bounded: the oldest go when one ends, and their zips with them at once, as
// blobs that nothing names stay for a day.
func TestKeptOfAKey(t *testing.T) {
	r := newRig(t, options{})
	ended := func(key store.Made, id string, ago time.Duration) string {
		result, _, err := r.blobs.Put(t.Context(), strings.NewReader("zip of "+id), 100)
		must(t, err)
		when := time.Now().Add(-ago)
		must(t, r.db.Batches().Create(t.Context(),
			store.Batch{ID: id, KeyID: key.ID, State: store.BatchDone, Total: 1, Result: result, Created: when, Finished: when},
			[]store.BatchItem{{BatchID: id, Order: []byte(`{}`), State: store.BatchDone, Bytes: keepBytes/2 - 100}}))
		return result
	}
	oldest := ended(r.key, "batch_oldest", 2*time.Hour)
	older := ended(r.key, "batch_older", time.Hour)
	others := ended(r.other, "batch_others", 3*time.Hour)

	b := r.create(t, `{"template":"card","items":[{}]}`)
	if done := r.finished(t, b.ID); done.Result == "" {
		t.Fatalf("got %+v", done)
	}
	eventually(t, func() bool {
		_, err := r.blobs.Open(t.Context(), oldest)
		return errors.Is(err, fs.ErrNotExist)
	})
	r.do(t, r.key, http.MethodGet, "/v1/batches/batch_oldest", "").wantProblem(t, http.StatusNotFound, "not-found", "7 days", "newer ones")
	for _, sha := range []string{older, others} {
		made(r.blobs.Open(t.Context(), sha))(t).Close()
	}
	r.do(t, r.key, http.MethodGet, "/v1/batches/batch_older/result", "").want(t, http.StatusOK)
	r.do(t, r.key, http.MethodGet, "/v1/batches/"+b.ID+"/result", "").want(t, http.StatusOK)
	if log := r.logged.text(); !strings.Contains(log, "deleted the oldest zips") {
		t.Errorf("log: %s", log)
	}
}

// The last batch of a key stays while the next is made, however large both are.
func TestTwoBatchesFit(t *testing.T) {
	const largest = maxResultBytes + maxKeptBytes // pictures and orders
	if 2*largest > keepBytes {
		t.Errorf("two batches of %d bytes do not fit in %d", int64(largest), int64(keepBytes))
	}
}
