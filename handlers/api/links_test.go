package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"placard/store"
)

type linkAnswer struct {
	ID, URL string
	Created time.Time
	Order   object
}

func TestLinksAreOfTheirContent(t *testing.T) {
	r := newRig(t, nil)
	var first, again, other linkAnswer
	a := r.do(t, r.render, "POST", "/v1/links", `{"template":"card","changes":[{"id":"title","text":"Hi"}],"width":60}`).want(t, http.StatusCreated, &first)
	if len(first.ID) != 26 || first.URL != base+"/i/"+first.ID+".jpg" || !first.Created.Equal(now) || first.Order != nil {
		t.Errorf("got %+v", first)
	}
	if a.Header.Get("Location") != "/v1/links/"+first.ID {
		t.Errorf("Location %q", a.Header.Get("Location"))
	}
	// The same in other words: order and spelling of the fields, and the default format.
	r.do(t, r.render, "POST", "/v1/links", `{"width":60,"format":"jpeg","changes":[{"text":"Hi","id":"title"}],"template":"card"}`).want(t, http.StatusOK, &again)
	if again.ID != first.ID {
		t.Errorf("the same order has two links, %s and %s", first.ID, again.ID)
	}
	r.do(t, r.render, "POST", "/v1/links", `{"template":"card","changes":[{"id":"title","text":"Ho"}],"width":60}`).want(t, http.StatusCreated, &other)
	if other.ID == first.ID {
		t.Error("another order has the same link")
	}
	r.do(t, r.admin, "POST", "/v1/links", `{"template":"card","changes":[{"id":"title","text":"Hi"}],"width":60}`).want(t, http.StatusCreated, &other)
	if other.ID == first.ID {
		t.Error("another key's link uses this key's quota")
	}
	wantPicture(t, r.fetch(t, first.URL).body, "jpeg", 60, 32)
}

func TestLinksTellTheirOrder(t *testing.T) {
	r := newRig(t, nil)
	var l, got linkAnswer
	order := object{"template": "card", "changes": []object{{"id": "title", "text": "Hi"}}, "format": "png", "scale": 0.5, "quality": nil}
	delete(order, "quality")
	r.do(t, r.render, "POST", "/v1/links", order).want(t, http.StatusCreated, &l)
	for _, key := range []store.Made{r.render, r.admin} {
		r.do(t, key, "GET", "/v1/links/"+l.ID, nil).want(t, http.StatusOK, &got)
		if got.ID != l.ID || got.URL != l.URL || got.Order["template"] != "card" || got.Order["format"] != "png" || got.Order["scale"] != 0.5 {
			t.Errorf("got %+v", got)
		}
	}
	// What it tells makes the same link.
	r.do(t, r.render, "POST", "/v1/links", got.Order).want(t, http.StatusOK, &got)
	if got.ID != l.ID {
		t.Errorf("got %s, want %s", got.ID, l.ID)
	}
}

func TestLinksOfOthersAreNotThere(t *testing.T) {
	r := newRig(t, nil)
	var l linkAnswer
	r.do(t, r.render, "POST", "/v1/links", object{"template": "card"}).want(t, http.StatusCreated, &l)
	stranger := r.newKey(t, store.Key{Name: "stranger"})
	for _, method := range []string{"GET", "DELETE"} {
		theirs := r.do(t, stranger, method, "/v1/links/"+l.ID, nil)
		theirs.wantProblem(t, http.StatusNotFound, "not-found")
		r.do(t, stranger, method, "/v1/links/"+strings.Repeat("a", 26), nil).wantProblem(t, http.StatusNotFound, "not-found")
	}
	r.do(t, r.render, "DELETE", "/v1/links/"+l.ID, nil).want(t, http.StatusNoContent)
	r.do(t, r.render, "GET", "/v1/links/"+l.ID, nil).wantProblem(t, http.StatusNotFound, "not-found")
	a := r.send(t, made(http.NewRequest("GET", r.URL+strings.TrimPrefix(l.URL, base), nil))(t))
	a.want(t, http.StatusNotFound)
}

// TestDamagedLinkIsAFault: what was stored is not the caller's mistake.
func TestDamagedLinkIsAFault(t *testing.T) {
	r := newRig(t, nil)
	id := strings.Repeat("b", 26)
	must(t, r.db.Links().Put(t.Context(), store.Link{ID: id, KeyID: r.render.ID, Order: []byte(`{"tem`), Created: now}))
	r.do(t, r.render, "GET", "/v1/links/"+id, nil).wantProblem(t, http.StatusInternalServerError, "internal")
	r.do(t, r.render, "DELETE", "/v1/links/"+id, nil).want(t, http.StatusNoContent)
}

// TestLinksOfAKeyEnd: a link stays until somebody deletes it, so that without a bound a key could fill the disk.
func TestLinksOfAKeyEnd(t *testing.T) {
	r := newRig(t, nil)
	order := func(title string) object { return object{"template": "card", "changes": object{"title": title}} }
	var first linkAnswer
	for i := range linkLimit {
		r.do(t, r.render, "POST", "/v1/links", order(strings.Repeat("x", i))).want(t, http.StatusCreated, &first)
	}
	r.do(t, r.render, "POST", "/v1/links", order("more")).wantProblem(t, http.StatusConflict, "conflict", "8 links", "delete some")
	r.do(t, r.render, "POST", "/v1/links", order("")).want(t, http.StatusOK) // it is there
	r.do(t, r.writer, "POST", "/v1/links", order("more")).wantProblem(t, http.StatusForbidden, "forbidden")
	r.do(t, r.admin, "POST", "/v1/links", order("more")).want(t, http.StatusCreated) // another key has its own
	r.do(t, r.render, "DELETE", "/v1/links/"+first.ID, nil).want(t, http.StatusNoContent)
	r.do(t, r.render, "POST", "/v1/links", order("more")).want(t, http.StatusCreated)

	long := func(letter string) object { return order(strings.Repeat(letter, 10_000)) }
	for _, letter := range []string{"a", "b", "c"} {
		r.do(t, r.admin, "POST", "/v1/links", long(letter)).want(t, http.StatusCreated)
	}
	r.do(t, r.admin, "POST", "/v1/links", long("d")).wantProblem(t, http.StatusConflict, "conflict", "4 links", "with 32768")
}
