package batch

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"placard/handlers/pictures"
	"placard/store"
)

// What is wrong with a request is said with its place, all of it at once.
func TestRefusedOrders(t *testing.T) {
	r := newRig(t, options{})
	long := `{"template":"card","items":[` + strings.Repeat(`{},`, maxItems) + `{}]}`
	for _, test := range []struct {
		body  string
		words []string
	}{
		{`{"template":"card"}`, []string{"items: is required"}},
		{`{"template":"card","items":[]}`, []string{"items: there are 0, want 1..1000"}},
		{`{"template":"card","items":{"a":1}}`, []string{"items: want a list"}},
		{long, []string{"items: there are 1001"}},
		{`{"items":[{"template":"card"},{}]}`, []string{"items[1].template: is required, here or beside items"}},
		{`{"template":"card","items":[{"nme":"a"}]}`, []string{"items[0]", `did you mean "name"`}},
		{`{"template":"card","item":[{}]}`, []string{`did you mean "items"`}},
		{`{"template":"card","items":[{"name":"../a"}]}`, []string{"items[0].name: want letters"}},
		{`{"template":"card","items":[{"name":"a"},{"name":"A"}]}`, []string{`items[1].name: "A.jpg" is that of items[0] too`}},
		{`{"template":"card","download":true,"items":[{}]}`, []string{"download: is an option of URLs"}},
		{`{"template":"card","items":[{},{"cache_ttl":60}]}`, []string{"items[1].cache_ttl: is an option of URLs"}},
		{`{"template":"card","items":[{"format":"gif"}]}`, []string{"items[0]", "gif"}},
		{`{"template":"card","items":[{"template":{"id":"mine","width":9,"height":9,"layers":[]}}]}`, []string{"items[0]", "only a stored template"}},
		{`{"template":"card","items":[{"changes":[{"text":"no id"}]}]}`, []string{"items[0]"}},
		{`{"template":"card","items":["card"]}`, []string{"items[0]: want a JSON object"}},
		{`{"template":"card","items":[{}],"webhook":5}`, []string{"webhook: want a URL"}},
	} {
		r.do(t, r.key, http.MethodPost, "/v1/batches", test.body).wantProblem(t, http.StatusBadRequest, "bad-request", test.words...)
	}
	var p struct {
		Errors []struct{ At, Detail string }
	}
	r.do(t, r.key, http.MethodPost, "/v1/batches", `{"template":"card","items":[{"format":"gif"},{},{"quality":"high"}]}`).want(t, http.StatusBadRequest, &p)
	if len(p.Errors) != 2 || p.Errors[1].At != "items[2].quality" || p.Errors[1].Detail != "want a number" {
		t.Errorf("places: %+v", p.Errors)
	}
	r.do(t, r.key, http.MethodPost, "/v1/batches", `{}`, "Content-Type", "text/csv").wantProblem(t, http.StatusUnsupportedMediaType, "unsupported")
	r.do(t, r.key, http.MethodPost, "/v1/batches", `{"items":[`+strings.Repeat(" ", maxOrderBytes)+`]}`).wantProblem(t, http.StatusRequestEntityTooLarge, "too-large")
	if all := made(r.db.Batches().List(t.Context(), "", 10))(t); len(all) != 0 {
		t.Errorf("%d batches were made all the same", len(all))
	}
}

// routes are those that take a batch's id, and the others.
func routes(id string) map[string]string {
	return map[string]string{
		"GET /v1/batches": "", "POST /v1/batches": `{"template":"card","items":[{}]}`,
		"GET /v1/batches/" + id: "", "DELETE /v1/batches/" + id: "", "GET /v1/batches/" + id + "/result": "",
	}
}

func (r *rig) each(t *testing.T, key store.Made, id string, check func(route string, got reply)) {
	t.Helper()
	for route, body := range routes(id) {
		method, path, _ := strings.Cut(route, " ")
		check(route, r.do(t, key, method, path, body))
	}
}

// Who may see a batch, and who may not.
func TestAccess(t *testing.T) {
	r := newRig(t, options{})
	b := r.create(t, `{"template":"card","items":[{}]}`)
	r.finished(t, b.ID)
	writer := made(r.keys.Create(t.Context(), store.Key{Name: "w", Scopes: []store.Scope{store.ScopeWrite}}))(t)
	slow := made(r.keys.Create(t.Context(), store.Key{Name: "s", Scopes: []store.Scope{store.ScopeRender}, RatePerMinute: 1}))(t)
	r.do(t, slow, http.MethodGet, "/v1/batches", "").want(t, http.StatusOK)
	r.each(t, store.Made{}, b.ID, func(_ string, got reply) { got.wantProblem(t, http.StatusUnauthorized, "unauthorized") })
	r.each(t, writer, b.ID, func(_ string, got reply) { got.wantProblem(t, http.StatusForbidden, "forbidden", "render") })
	r.each(t, slow, b.ID, func(_ string, got reply) { got.wantProblem(t, http.StatusTooManyRequests, "rate-limited") })
	r.each(t, r.other, b.ID, func(route string, got reply) {
		if strings.Contains(route, b.ID) {
			got.wantProblem(t, http.StatusNotFound, "not-found", "no batch", b.ID, "7 days")
		}
	})
	r.do(t, r.admin, http.MethodGet, "/v1/batches/"+b.ID, "").want(t, http.StatusOK)
	var mine, others struct{ Batches []batch }
	r.do(t, r.key, http.MethodGet, "/v1/batches", "").want(t, http.StatusOK, &mine)
	r.do(t, r.admin, http.MethodGet, "/v1/batches", "").want(t, http.StatusOK, &others)
	if len(mine.Batches) != 1 || mine.Batches[0].ID != b.ID || mine.Batches[0].Items != nil || len(others.Batches) != 0 {
		t.Errorf("lists: %+v, %+v", mine, others)
	}
	if head := r.do(t, r.key, http.MethodGet, "/v1/batches/"+b.ID+"/result", ""); head.Header.Get("Content-Length") == "" {
		t.Errorf("result: %v", head.Header)
	}
}

// down is a database that cannot be reached.
type down struct{ Records }

func (down) Get(context.Context, string) (store.Batch, error)             { return store.Batch{}, errDown }
func (down) List(context.Context, string, int) ([]store.Batch, error)     { return nil, errDown }
func (down) Create(context.Context, store.Batch, []store.BatchItem) error { return errDown }

var errDown = fmt.Errorf("batches: %w: /secret/placard.db is locked", store.ErrUnavailable)

func TestStoreDown(t *testing.T) {
	r := newRig(t, options{deps: func(d *Deps) { d.Records = down{d.Records} }})
	r.each(t, r.key, "batch_x", func(_ string, got reply) {
		got.wantProblem(t, http.StatusServiceUnavailable, "unavailable", "try again")
		if strings.Contains(string(got.body), "secret") {
			t.Errorf("the client reads %s", got.body)
		}
	})
	if n := len(r.batches.queue.live); n != 0 {
		t.Errorf("%d batches that were not stored count", n)
	}
}

// gate is a Maker that lets nobody through until it opens.
type gate struct {
	Maker
	open    chan struct{}
	waiting chan string // templates of the orders that wait
}

func newGate(d *Deps) *gate {
	g := &gate{d.Maker, make(chan struct{}), make(chan string, 10_000)}
	d.Maker = g
	return g
}

func (g *gate) Make(ctx context.Context, o pictures.Order) (*pictures.Picture, error) {
	g.waiting <- o.Template
	select {
	case <-g.open:
		return g.Maker.Make(ctx, o)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A batch that is canceled ends at once, and has no zip.
func TestCancel(t *testing.T) {
	var g *gate
	r := newRig(t, options{cfg: func(c *Config) { c.Workers = 2 }, deps: func(d *Deps) { g = newGate(d) }})
	b := r.create(t, `{"template":"card","items":[{},{},{},{}],"webhook":"https://example.com/"}`)
	waits := r.create(t, `{"template":"card","items":[{}]}`)
	<-g.waiting
	<-g.waiting
	r.do(t, r.key, http.MethodGet, "/v1/batches/"+b.ID+"/result", "").wantProblem(t, http.StatusConflict, "conflict", "no zip yet: 0 of 4")
	if running := r.get(t, b.ID); running.State != store.BatchRunning || running.Items[0].State != store.BatchQueued {
		t.Errorf("running: %+v", running)
	}
	for range 2 { // again, it stays so
		var canceled batch
		r.do(t, r.key, http.MethodDelete, "/v1/batches/"+b.ID, "").want(t, http.StatusOK, &canceled)
		if canceled.State != store.BatchCanceled || canceled.Finished == nil {
			t.Errorf("canceled: %+v", canceled)
		}
	}
	r.do(t, r.key, http.MethodDelete, "/v1/batches/"+waits.ID, "").want(t, http.StatusOK)
	if got := r.finished(t, b.ID); got.State != store.BatchCanceled || got.Items[3].State != store.BatchCanceled || got.Done+got.Failed != 0 {
		t.Errorf("after: %+v", got)
	}
	if got := r.finished(t, waits.ID); got.State != store.BatchCanceled {
		t.Errorf("the one that waited: %+v", got)
	}
	if sent := r.poster.list(); len(sent) != 1 || !strings.Contains(string(sent[0].body), `"state":"canceled"`) {
		t.Errorf("told: %+v", sent)
	}
	r.do(t, r.key, http.MethodGet, "/v1/batches/"+b.ID+"/result", "").wantProblem(t, http.StatusConflict, "conflict", "canceled")
	close(g.open)
	done := r.create(t, `{"template":"card","items":[{}]}`)
	r.finished(t, done.ID)
	r.do(t, r.key, http.MethodDelete, "/v1/batches/"+done.ID, "").wantProblem(t, http.StatusConflict, "conflict", "it is done")
	failed := r.create(t, `{"template":"nothing","items":[{}]}`)
	if got := r.finished(t, failed.ID); got.State != store.BatchFailed || got.Result != "" {
		t.Errorf("failed: %+v", got)
	}
	r.do(t, r.key, http.MethodGet, "/v1/batches/"+failed.ID+"/result", "").wantProblem(t, http.StatusConflict, "conflict", "not one picture")
}

// A key may have some batches before it, and no more.
func TestTooManyBatches(t *testing.T) {
	var g *gate
	r := newRig(t, options{deps: func(d *Deps) { g = newGate(d) }})
	var all []batch
	for range maxLive {
		all = append(all, r.create(t, `{"template":"card","items":[{}]}`))
	}
	const one = `{"template":"card","items":[{}]}`
	r.do(t, r.key, http.MethodPost, "/v1/batches", one).wantProblem(t, http.StatusTooManyRequests, "rate-limited", "20 batches", "cancel one")
	r.do(t, r.other, http.MethodPost, "/v1/batches", one).want(t, http.StatusAccepted)
	close(g.open)
	for _, b := range all {
		if got := r.finished(t, b.ID); got.State != store.BatchDone {
			t.Errorf("%+v", got)
		}
	}
	eventually(t, func() bool {
		return r.do(t, r.key, http.MethodPost, "/v1/batches", one).StatusCode == http.StatusAccepted
	})
}

// Batches are kept for a while, and then forgotten, with what they have left among the blobs.
func TestForget(t *testing.T) {
	r := newRig(t, options{})
	b := r.create(t, `{"template":"card","items":[{}]}`)
	r.finished(t, b.ID)
	stored := made(r.db.Batches().Get(t.Context(), b.ID))(t)
	r.batches.Close()
	for _, age := range []time.Duration{keep - time.Minute, keep + time.Minute} {
		r.batches.cfg.Now = func() time.Time { return stored.Finished.Add(age) }
		r.batches.forgetOld(t.Context())
		_, err := r.db.Batches().Get(t.Context(), b.ID)
		used := made(r.db.Uses(t.Context(), stored.Result))(t)
		if kept := age < keep; (err == nil) != kept || used != kept {
			t.Errorf("after %v: %v, and its zip is used: %v", age, err, used)
		}
	}
}
