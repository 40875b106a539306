package problem

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// upstream is an error of another server, with a deadline of its own as its cause.
type upstream struct{}

func (upstream) Error() string        { return "example.com did not answer in time" }
func (upstream) Is(target error) bool { return target == store.ErrUpstream }
func (upstream) Unwrap() error        { return context.DeadlineExceeded }

func TestDescribe(t *testing.T) {
	_, input := templates.DecodeChanges([]byte(`[{"id":7}]`))
	tests := []struct {
		err    error
		kind   Kind
		detail string
	}{
		{New(Forbidden, "no %s", "way"), Forbidden, "no way"},
		{fmt.Errorf("SECRET: %w", New(NotFound, "gone")), NotFound, "gone"},
		{New(Internal, "look elsewhere").Because(context.Canceled), Internal, "look elsewhere"},
		{fmt.Errorf("x: %w", context.Canceled), ClientGone, ""},
		{fmt.Errorf("SECRET: %w", context.DeadlineExceeded), TooSlow, "try again"},
		{upstream{}, Upstream, "example.com did not answer"},
		{&render.Error{Kind: render.Upstream, Err: fmt.Errorf(`layer "photo": %w`, upstream{})}, Upstream, `layer "photo": example.com`},
		{signedurl.ErrMissing, BadSignature, "not signed"},
		{signedurl.ErrMismatch, BadSignature, "does not match"},
		{signedurl.ErrExpired, Expired, "expired"},
		{signedurl.ErrDuplicate, BadRequest, "twice"},
		{signedurl.ErrMalformed, BadRequest, "malformed"},
		{signedurl.ErrTooLong, URLTooLong, "too long"},
		{signedurl.ErrUnsignable, BadRequest, "cannot be signed"},
		{input, BadRequest, "changes[0].id: "},
		{store.Invalidf("scopes[0]", "there is none such"), BadRequest, "scopes[0]: there is none such"},
		{fmt.Errorf("SECRET: %w", store.ErrUnavailable), Unavailable, "store cannot be reached"},
		{fmt.Errorf("SECRET: %w", store.ErrConflict), Conflict, "changed meanwhile"},
		{fmt.Errorf("SECRET: %w", store.ErrExists), Conflict, "exists"},
		{fmt.Errorf("SECRET: %w", store.ErrReadOnly), Conflict, "cannot be changed"},
		{fmt.Errorf("SECRET: %w", store.ErrTooLarge), BodyTooLarge, "limit"},
		{fmt.Errorf("SECRET: %w", fs.ErrNotExist), NotFound, "not there"},
		{&render.Error{Kind: render.Invalid, Err: errors.New("scale: no")}, BadRequest, "scale: no"},
		{&render.Error{Kind: render.TooLarge, Err: errors.New("too many px")}, Undrawable, "too many px"},
		{&render.Error{Kind: render.Unusable, Err: errors.New("torn")}, Undrawable, "torn"},
		{&render.Error{Kind: render.Busy, Err: errors.New("full")}, Busy, "full"},
		{&render.Error{Kind: render.Internal, Err: errors.New("SECRET")}, Internal, ""},
		{echo.ErrNotFound, NotFound, ""},
		{echo.ErrMethodNotAllowed, BadMethod, ""},
		{echo.ErrStatusRequestEntityTooLarge, BodyTooLarge, ""},
		{echo.ErrUnsupportedMediaType, UnsupportedType, ""},
		{echo.NewHTTPError(http.StatusTeapot, "SECRET"), Internal, ""},
		{errors.New("SECRET"), Internal, ""},
	}
	for _, test := range tests {
		got := Describe(test.err)
		if !got.Of(test.kind) || got.Status != test.kind.Status || !strings.Contains(got.Detail, test.detail) || strings.Contains(got.Detail, "SECRET") {
			t.Errorf("%v: got %d %s %q, want %s %q", test.err, got.Status, got.Type, got.Detail, test.kind.Name, test.detail)
		}
	}
}

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds {
		if seen[k.Name] || k.Title == "" || k.Status < 400 || k.Status > 599 {
			t.Errorf("%+v", k)
		}
		seen[k.Name] = true
	}
}

// The log reads what the client does not.
func TestCause(t *testing.T) {
	cause := errors.New("disk on fire")
	p := New(Internal, "sorry").Because(cause)
	if p.Error() != "disk on fire" || !errors.Is(p, cause) || p.Detail != "sorry" {
		t.Errorf("%v, %+v", p, p)
	}
	plain := New(Busy, "later")
	if with := plain.With("Retry-After", "7"); plain.Header != nil || with.With("X-A", "b").Header.Get("Retry-After") != "7" {
		t.Errorf("%+v, %+v", plain, with)
	}
}

func write(method string, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(method, "/", nil), w)
	for _, name := range append(ofAnswers, echo.HeaderXRequestID) {
		w.Header().Set(name, "id")
	}
	Write(c, err)
	return w
}

func TestWrite(t *testing.T) {
	tests := []struct {
		err    error
		header map[string]string
	}{
		{New(NotFound, "no"), map[string]string{"Retry-After": "", "Www-Authenticate": ""}},
		{New(Busy, "no"), map[string]string{"Retry-After": "1"}},
		{New(TooSlow, "no"), map[string]string{"Retry-After": "1"}},
		{New(RateLimited, "no").With("Retry-After", "20"), map[string]string{"Retry-After": "20"}},
		{New(Unauthorized, "no"), map[string]string{"Www-Authenticate": "Bearer"}},
	}
	for _, test := range tests {
		w := write(http.MethodGet, test.err)
		var p Error
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Status != w.Code || p.Instance != "urn:placard:request:id" || p.Detail != "no" {
			t.Errorf("%v: %v, %s", test.err, err, w.Body)
		}
		for name, value := range test.header {
			if got := w.Header().Get(name); got != value {
				t.Errorf("%v: %s: %q, want %q", test.err, name, got, value)
			}
		}
		for _, name := range ofAnswers {
			if got := w.Header().Get(name); got != "" {
				t.Errorf("%v: %s: %q", test.err, name, got)
			}
		}
		head := write(http.MethodHead, test.err)
		if head.Body.Len() != 0 || head.Header().Get("Content-Length") != w.Header().Get("Content-Length") {
			t.Errorf("%v: HEAD has %d bytes, %v", test.err, head.Body.Len(), head.Header())
		}
	}
}

func TestNothingIsWrittenTwice(t *testing.T) {
	w := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), w)
	if err := c.String(http.StatusOK, "answer"); err != nil {
		t.Fatal(err)
	}
	Write(c, New(Internal, ""))
	if w.Code != http.StatusOK || w.Body.String() != "answer" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
