package pictures

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/handlers/access"
	"placard/handlers/problem"
	"placard/render"
	"placard/store"
	"placard/store/cache"
	"placard/store/ratelimit"
	"placard/templates"
)

// drawn is a Renderer whose jobs say how they end.
type drawn struct {
	renders  atomic.Int64
	degraded atomic.Bool
	draw     func(ctx context.Context) (*render.Output, error) // nil: a picture
}

func (d *drawn) Do(_ context.Context, doc *templates.Document, opt render.Options, use func(Job) error) error {
	for {
		err := use(&drawnJob{d, doc, opt, d.degraded.Load()})
		if known := (*render.Error)(nil); !errors.As(err, &known) || known.Kind != render.Stale {
			return err
		}
	}
}

type drawnJob struct {
	*drawn
	doc  *templates.Document
	opt  render.Options
	poor bool
}

func (j *drawnJob) Key() string    { return fmt.Sprint(j.doc.Digest(), j.opt.Format, j.opt.Scale, j.poor) }
func (j *drawnJob) Width() int     { return j.doc.Width }
func (j *drawnJob) Height() int    { return j.doc.Height }
func (j *drawnJob) Degraded() bool { return j.poor }
func (j *drawnJob) Problems() []string {
	if j.poor {
		return []string{"the photo is gone"}
	}
	return nil
}

func (j *drawnJob) Render(ctx context.Context) (*render.Output, error) {
	j.renders.Add(1)
	if j.draw != nil {
		return j.draw(ctx)
	}
	return &render.Output{Bytes: []byte("picture"), Width: j.doc.Width, Height: j.doc.Height, Alt: "a card", Steps: []string{"quality=65"}}, nil
}

type tally struct {
	mu  sync.Mutex
	all store.Usage
}

func (c *tally) Count(u store.Usage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all.Renders, c.all.Hits, c.all.Bytes = c.all.Renders+u.Renders, c.all.Hits+u.Hits, c.all.Bytes+u.Bytes
}

func (c *tally) Month(context.Context, string) (int64, error) { return c.sum().Renders, nil }

func (c *tally) sum() store.Usage {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

// noKeys is for a Guard that is only asked to admit.
type noKeys struct{}

func (noKeys) Find(string) (store.Credentials, bool)     { return store.Credentials{}, false }
func (noKeys) ByAPIKey(string) (store.Credentials, bool) { return store.Credentials{}, false }
func (noKeys) Active() []store.Credentials               { return nil }

// oneTemplate knows the template "card", and version 2 of it; "broken" cannot be used.
type oneTemplate struct{ t *templates.Template }

func (o oneTemplate) Template(_ context.Context, ref string) (*templates.Template, error) {
	switch ref {
	case "card", "card@2":
		return o.t, nil
	case "broken":
		return nil, errors.New("secret plans")
	case "locked":
		return nil, fmt.Errorf("secret plans: %w", store.ErrUnavailable)
	}
	return nil, fs.ErrNotExist
}

func (oneTemplate) List(context.Context) ([]store.TemplateInfo, error) {
	return []store.TemplateInfo{{ID: "card"}, {ID: "broken"}, {ID: "hidden"}}, nil
}

type bench struct {
	maker    *Maker
	renderer *drawn
	tally    *tally
	now      atomic.Int64 // Unix seconds
}

func newBench(t *testing.T) *bench {
	t.Helper()
	template, err := templates.Decode([]byte(`{"id":"card","width":1200,"height":630,
		"variables":{"name":{"type":"string","default":"Ada","max_length":10}},
		"layers":[{"id":"title","type":"text","x":10,"y":10,"width":900,"text":"Hello {{name}}"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{renderer: &drawn{}, tally: &tally{}}
	b.now.Store(1_795_000_000)
	clock := func() time.Time { return time.Unix(b.now.Load(), 0) }
	limiter, err := ratelimit.New(ratelimit.Config{MaxIDs: 100, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	guard, err := access.New(access.Config{Now: clock}, access.Deps{Keys: noKeys{}, Limiter: limiter, Meter: b.tally})
	if err != nil {
		t.Fatal(err)
	}
	cfg := cache.DefaultConfig()
	cfg.Dir = t.TempDir()
	kept, err := cache.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(kept.Close)
	made := DefaultConfig()
	made.Now = clock
	b.maker, err = New(made, Deps{Templates: oneTemplate{template}, Renderer: b.renderer, Cache: kept, Admission: guard, Meter: b.tally})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) make(t testing.TB, o Order) *Picture {
	t.Helper()
	p, err := b.maker.Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func titled(key store.Key, text string) Order {
	return Order{Key: key, Template: "card", Changes: templates.Changes{}.Set("title", "text", text)}
}

var anyKey = store.Key{ID: "key_any", Scopes: []store.Scope{store.ScopeRender}}

// A picture costs when it is rendered, and nothing when it is in the cache.
func TestHitsAreFree(t *testing.T) {
	b := newBench(t)
	key := anyKey
	key.RatePerMinute, key.MonthlyQuota = 2, 2
	first, again := b.make(t, titled(key, "a")), b.make(t, titled(key, "a"))
	if first.Hit || !again.Hit || string(again.Body) != "picture" || again.Alt != "a card" || again.Steps[0] != "quality=65" || again.Width != 1200 {
		t.Errorf("first %+v, again %+v", first, again)
	}
	if a := first.Allowance; a.Rate.Remaining != 1 || a.Quota.Remaining != 1 || a.Quota.Limit != 2 || again.Allowance != (access.Allowance{}) {
		t.Errorf("allowances %+v, %+v", a, again.Allowance)
	}
	for range 20 {
		b.make(t, titled(key, "a"))
	}
	b.make(t, titled(key, "b"))
	if got, want := b.tally.sum(), (store.Usage{Renders: 2, Hits: 21, Bytes: 23 * int64(len("picture"))}); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
	_, err := b.maker.Make(t.Context(), titled(key, "c"))
	if p := problem.Describe(err); p.Status != 429 || p.Header.Get("Retry-After") != "30" || p.Header.Get("X-RateLimit-Limit") != "2" {
		t.Errorf("the rate: %v, %v", err, p.Header)
	}
	b.now.Add(60)
	_, err = b.maker.Make(t.Context(), titled(key, "c"))
	if p := problem.Describe(err); p.Status != 402 || p.Header.Get("X-Quota-Remaining") != "0" || p.Header.Get("X-Quota-Reset") == "" {
		t.Errorf("the quota: %v, %v", err, p.Header)
	}
	b.make(t, titled(key, "a")) // still served
}

// A quota holds however many ask at once.
func TestQuotaIsExact(t *testing.T) {
	b := newBench(t)
	key := anyKey
	key.MonthlyQuota = 7
	var made, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			_, err := b.maker.Make(context.Background(), titled(key, fmt.Sprint(i)))
			switch p := problem.Describe(err); {
			case err == nil:
				made.Add(1)
			case p.Of(problem.QuotaUsedUp):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if made.Load() != 7 || refused.Load() != 53 || b.tally.sum().Renders != 7 {
		t.Errorf("%d made, %d refused, %+v counted, want 7 and 53", made.Load(), refused.Load(), b.tally.sum())
	}
}

// A render that fails takes nothing of the quota, however it fails.
func TestFailuresAreGivenBack(t *testing.T) {
	b := newBench(t)
	key := anyKey
	key.MonthlyQuota = 1
	for name, draw := range map[string]func(context.Context) (*render.Output, error){
		"error": func(context.Context) (*render.Output, error) {
			return nil, &render.Error{Kind: render.Busy, Err: errors.New("busy")}
		},
		"panic": func(context.Context) (*render.Output, error) { panic("bug") },
	} {
		b.renderer.draw = draw
		if _, err := b.maker.Make(t.Context(), titled(key, name)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if used := b.tally.sum(); used.Renders != 0 {
			t.Errorf("%s: %+v counted", name, used)
		}
	}
	b.renderer.draw = nil
	b.make(t, titled(key, "good"))
}

// Whoever sets off a fill pays. That its key is refused is no matter of those who wait with it and may.
func TestRefusalsAreTheirOwn(t *testing.T) {
	b := newBench(t)
	poor, rich := anyKey, anyKey
	poor.ID, poor.MonthlyQuota = "key_poor", 1
	rich.ID = "key_rich"
	b.make(t, titled(poor, "first"))
	var all sync.WaitGroup
	var refused, made atomic.Int64
	for i := range 40 {
		key := poor
		if i%2 == 0 {
			key = rich
		}
		all.Go(func() {
			_, err := b.maker.Make(context.Background(), titled(key, "second"))
			switch {
			case err == nil:
				made.Add(1)
			case key.ID == poor.ID && problem.Describe(err).Of(problem.QuotaUsedUp):
				refused.Add(1)
			default:
				t.Errorf("%s: %v", key.ID, err)
			}
		})
	}
	all.Wait()
	if made.Load() < 20 || b.renderer.renders.Load() != 2 {
		t.Errorf("%d made, %d refused, %d renders", made.Load(), refused.Load(), b.renderer.renders.Load())
	}
}

// A picture that turns out not to be what was found is drawn anew, on the same one of the rate.
func TestStaleJobs(t *testing.T) {
	b := newBench(t)
	b.renderer.draw = func(context.Context) (*render.Output, error) {
		if b.renderer.renders.Load() < 3 {
			return nil, &render.Error{Kind: render.Stale, Err: errors.New("replaced")}
		}
		return &render.Output{Bytes: []byte("third")}, nil
	}
	key := anyKey
	key.RatePerMinute, key.MonthlyQuota = 5, 5
	p := b.make(t, titled(key, "a"))
	if string(p.Body) != "third" || b.tally.sum().Renders != 1 {
		t.Errorf("%s, %+v counted", p.Body, b.tally.sum())
	}
	if q := b.make(t, Order{Key: key, Template: "card", Changes: templates.Changes{}.Set("title", "text", "b")}); q.Allowance.Rate.Remaining != 3 {
		t.Errorf("%d of the rate of 5 left after two pictures", q.Allowance.Rate.Remaining)
	}
}

// Requests that have paid their rate do not pay it again.
func TestRatedOrders(t *testing.T) {
	b := newBench(t)
	key := anyKey
	key.RatePerMinute = 1
	for i := range 5 {
		o := titled(key, fmt.Sprint(i))
		o.Rated = true
		b.make(t, o)
	}
}

// What stands in for a picture is not kept long, and not in the place of the right one.
func TestDegradedPictures(t *testing.T) {
	b := newBench(t)
	b.renderer.degraded.Store(true)
	poor := b.make(t, titled(anyKey, "a"))
	b.renderer.degraded.Store(false)
	good := b.make(t, titled(anyKey, "a"))
	if !poor.Degraded || poor.MaxAge != time.Minute || poor.Rendered().Problems[0] != "the photo is gone" {
		t.Errorf("degraded: %+v", poor)
	}
	if good.Hit || good.Degraded || good.MaxAge != 24*time.Hour || good.ETag() == poor.ETag() {
		t.Errorf("afterwards: %+v", good)
	}
}

func TestHowLongOthersMayKeep(t *testing.T) {
	b := newBench(t)
	at := time.Unix(b.now.Load(), 0)
	tests := []struct {
		list    string
		expires time.Time
		want    time.Duration
	}{
		{"", time.Time{}, 24 * time.Hour},
		{"cache_ttl=0", time.Time{}, 0},
		{"cache_ttl=31536000", time.Time{}, 365 * 24 * time.Hour},
		{"", at.Add(time.Hour), time.Hour},
		{"cache_ttl=60", at.Add(time.Hour), time.Minute},
		{"", at.Add(-time.Second), 0},
	}
	for _, test := range tests {
		o := titled(anyKey, "a")
		o.Params, o.Expires = params(test.list), test.expires
		if p := b.make(t, o); p.MaxAge != test.want {
			t.Errorf("%q, %v: %v, want %v", test.list, test.expires, p.MaxAge, test.want)
		}
	}
}

func TestReportsAreKeptApart(t *testing.T) {
	b := newBench(t)
	b.make(t, titled(anyKey, "a"))
	o := titled(anyKey, "a")
	o.Report = true
	p := b.make(t, o)
	if p.Hit || strings.Contains(p.Rendered().ID, "report") {
		t.Errorf("%+v", p.Rendered())
	}
	if r := b.make(t, o).Rendered(); !r.Cached || r.Steps == nil || r.Problems == nil || r.ContentType != "image/jpeg" || r.Format != "jpg" {
		t.Errorf("%+v", r)
	}
}

func TestWhichTemplates(t *testing.T) {
	b := newBench(t)
	some := anyKey
	some.Templates = []string{"card"}
	inline, err := templates.Decode([]byte(`{"id":"mine","width":10,"height":10,"layers":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		order  Order
		status int
		detail string
	}{
		{Order{Key: some, Template: "card"}, 200, ""},
		{Order{Key: some, Template: "card@2"}, 200, ""},
		{Order{Key: anyKey, Inline: inline}, 200, ""},
		{Order{Key: some, Inline: inline}, 403, "only use templates of its list"},
		{Order{Key: some, Template: "hidden"}, 403, `"hidden"`},
		{Order{Key: some, Template: "hiden"}, 403, `"hiden"`},
		{Order{Key: anyKey, Template: "hiden"}, 404, `did you mean "hidden"?`},
		{Order{Key: anyKey, Template: "card@7"}, 404, "no such version"},
		{Order{Key: anyKey, Template: "quite different"}, 404, `no template "quite different"`},
		{Order{Key: anyKey}, 400, "template: is required"},
		{Order{Key: anyKey, Template: "broken"}, 500, "log says why"},
		{Order{Key: anyKey, Template: "locked"}, 503, "store cannot be reached"},
	}
	for _, test := range tests {
		p, err := b.maker.Make(t.Context(), test.order)
		if test.status == 200 {
			if err != nil || p.Template == "" || strings.Contains(p.Filename(), "@") {
				t.Errorf("%+v: %+v, %v", test.order, p, err)
			}
			continue
		}
		if got := problem.Describe(err); err == nil || got.Status != test.status || !strings.Contains(got.Detail, test.detail) || strings.Contains(got.Detail, "secret") {
			t.Errorf("%+v: %v, want %d %s", test.order, got, test.status, test.detail)
		}
		if _, checked := b.maker.Check(t.Context(), test.order); checked == nil {
			t.Errorf("%+v: Check lets it pass", test.order)
		}
	}
}

// Names in a query are options, variables or layers, and what the caller says counts more than what a
// page says of itself.
func TestNamesInAQuery(t *testing.T) {
	b := newBench(t)
	digest := func(o Order) string {
		o.Key, o.Template = anyKey, "card"
		var digest string
		err := b.maker.With(t.Context(), o, func(p *Prepared) error {
			digest = p.doc.Digest()
			return nil
		})
		if err != nil {
			t.Errorf("%+v: %v", o, err)
		}
		return digest
	}
	plain, named, titled := digest(Order{}), digest(Order{Params: params("name=Bob")}), digest(Order{Params: params("title=Bye")})
	if plain == named || plain == titled || named == titled {
		t.Error("a variable or a layer was not set")
	}
	for name, o := range map[string]Order{
		"default":             {Defaults: params("name=Bob")},
		"what is not there":   {Defaults: params("name=Bob&icon=x&site=y")},
		"the caller's counts": {Params: params("name=Bob"), Defaults: params("name=Eve")},
	} {
		if digest(o) != named {
			t.Errorf("%s: another document", name)
		}
	}
	if digest(Order{Defaults: params("name=far too long for this&title=Bye")}) != titled {
		t.Error("a default that does not fit was not left out alone")
	}
	for list, want := range map[string]string{
		"titel=x":                `did you mean "title"?`,
		"widht=600":              `did you mean the option "width"?`,
		"name=Ada&fbclid=1":      "fbclid",
		"name=far too long here": "the limit is 10",
	} {
		_, err := b.maker.Make(t.Context(), Order{Key: anyKey, Template: "card", Params: params(list)})
		if p := problem.Describe(err); err == nil || p.Status/100 != 4 || !strings.Contains(p.Detail, want) {
			t.Errorf("%s: %v, want %s", list, err, want)
		}
	}
}

func TestEntriesThatAreNone(t *testing.T) {
	for _, body := range []string{"", "\x00\x00", "\x00\x00\x00\xffx", "\xff\xff\xff\xff", "\x00\x00\x00\x01{picture"} {
		if _, _, err := unwrap([]byte(body)); !errors.Is(err, errEnvelope) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	if _, err := New(DefaultConfig(), Deps{}); err == nil {
		t.Error("made of nothing")
	}
	if err := (Config{MaxAge: -1}).Validate(); err == nil || !strings.Contains(err.Error(), "MaxAge") {
		t.Error(err)
	}
}
