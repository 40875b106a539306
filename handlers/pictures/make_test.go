package pictures

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/handlers/access"
	"placard/handlers/problem"
	"placard/render"
	"placard/render/layout"
	"placard/store"
	"placard/templates"
)

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

// reported is titled, for one who wants a report.
func reported(key store.Key, text string) Order {
	o := titled(key, text)
	o.Report = true
	return o
}

// One render is both the report and the picture that it is on.
func TestReportsLeaveThePicture(t *testing.T) {
	b := newBench(t)
	key := anyKey
	key.MonthlyQuota = 2
	report, again, picture := b.make(t, reported(key, "a")), b.make(t, reported(key, "a")), b.make(t, titled(key, "a"))
	if report.Hit || report.Allowance.Quota.Remaining != 1 || !again.Hit || !picture.Hit || string(picture.Body) != "picture" {
		t.Errorf("report %+v, again %+v, picture %+v", report, again, picture)
	}
	r := again.Rendered()
	if !r.Cached || r.Steps == nil || r.Problems == nil || r.ContentType != "image/jpeg" || r.Format != "jpg" || r.Bytes != len("picture") ||
		r.Blurhash != "hash" || !strings.Contains(string(r.Report), "1200") {
		t.Errorf("%+v", r)
	}
	if picture.Report != nil || picture.Blurhash != "" || `"`+r.ID+`"` != picture.ETag() || report.ETag() == picture.ETag() {
		t.Errorf("the picture's entry: %+v, tags %s and %s", picture.Info, report.ETag(), picture.ETag())
	}
	if got, want := b.tally.sum(), (store.Usage{Renders: 1, Hits: 2, Bytes: 3 * int64(len("picture"))}); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
	b.make(t, titled(key, "b"))
	if _, err := b.maker.Make(t.Context(), reported(key, "b")); !problem.Describe(err).Of(problem.QuotaUsedUp) {
		t.Errorf("a report on a picture that was drawn without: %v", err)
	}
}

// It is one render too when both are asked for at once, in whatever order they come.
func TestReportAndPictureAtOnce(t *testing.T) {
	b := newBench(t)
	started, finish := make(chan struct{}), make(chan struct{})
	b.renderer.draw = func(context.Context) (*render.Output, error) {
		close(started) // a second render would panic
		<-finish
		return &render.Output{Bytes: []byte("picture"), Report: &layout.Report{}}, nil
	}
	var all sync.WaitGroup
	all.Go(func() { b.make(t, reported(anyKey, "a")) })
	<-started
	for range 10 {
		all.Go(func() { b.make(t, titled(anyKey, "a")) })
		all.Go(func() { b.make(t, reported(anyKey, "a")) })
	}
	time.Sleep(20 * time.Millisecond) // so that most wait; those who come later find it
	close(finish)
	all.Wait()
	if got := b.tally.sum(); b.renderer.renders.Load() != 1 || got.Renders != 1 || got.Hits != 20 {
		t.Errorf("%d renders, counted %+v", b.renderer.renders.Load(), got)
	}
}

func TestReportsFail(t *testing.T) {
	b := newBench(t)
	b.renderer.draw = func(context.Context) (*render.Output, error) { panic("bug") }
	for range 2 {
		if _, err := b.maker.Make(t.Context(), reported(anyKey, "a")); problem.Describe(err).Status != 500 {
			t.Errorf("got %v", err)
		}
	}
	if used := b.tally.sum(); used.Renders != 0 {
		t.Errorf("%+v counted", used)
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
