package api_test

import (
	"net/http"
	"testing"

	"placard/store"
)

type usageAnswer struct {
	From, To string
	KeyID    string `json:"key_id"`
	Total    struct{ Renders, Hits, Bytes int64 }
	Days     []struct {
		Day, Template        string
		KeyID                string `json:"key_id"`
		Renders, Hits, Bytes int64
	}
}

func TestUsageIsCounted(t *testing.T) {
	r := newRig(t, nil)
	size := int64(0)
	for range 3 {
		size += int64(len(r.do(t, r.render, "POST", "/v1/render", object{"template": "card"}).want(t, http.StatusOK).body))
	}
	r.do(t, r.admin, "POST", "/v1/render", object{"template": "house"}).want(t, http.StatusOK)
	r.usage.Count(store.Usage{Day: "2026-10-31", KeyID: r.render.ID, Template: "card", Renders: 7})

	var own, of, all usageAnswer
	r.do(t, r.render, "GET", "/v1/usage", nil).want(t, http.StatusOK, &own)
	if own.From != "2026-11-01" || own.To != "2026-11-22" || own.KeyID != r.render.ID || own.Total.Renders != 1 || own.Total.Hits != 2 || own.Total.Bytes != size {
		t.Errorf("got %+v", own)
	}
	if len(own.Days) != 1 || own.Days[0].Day != "2026-11-22" || own.Days[0].Template != "card" || own.Days[0].KeyID != r.render.ID || own.Days[0].Renders != 1 {
		t.Errorf("got %+v", own.Days)
	}
	r.do(t, r.admin, "GET", "/v1/usage?key_id="+r.render.ID+"&from=2026-10-01&to=2026-10-31", nil).want(t, http.StatusOK, &of)
	if of.KeyID != r.render.ID || of.Total.Renders != 7 || of.From != "2026-10-01" {
		t.Errorf("got %+v", of)
	}
	r.do(t, r.admin, "GET", "/v1/usage?key_id=all", nil).want(t, http.StatusOK, &all)
	if all.KeyID != "" || all.Total.Renders != 2 || len(all.Days) != 2 {
		t.Errorf("got %+v", all)
	}
}

func TestUsageRefuses(t *testing.T) {
	r := newRig(t, nil)
	for _, q := range []string{"from=2026-13-01", "to=tomorrow", "from=2026-11-23", "from=2020-01-01", "form=2026-11-01", "from=2026-11-01&from=2026-11-02"} {
		r.do(t, r.render, "GET", "/v1/usage?"+q, nil).wantProblem(t, 400, "bad-request")
	}
	for _, q := range []string{"key_id=all", "key_id=" + r.admin.ID} {
		r.do(t, r.render, "GET", "/v1/usage?"+q, nil).wantProblem(t, 403, "forbidden", "own usage")
	}
	r.do(t, r.render, "GET", "/v1/usage?key_id="+r.render.ID, nil).want(t, http.StatusOK)
}
