package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// everybody is the key_id that stands for all keys.
const everybody = "all"

// counts is what was used.
type counts struct {
	Renders int64 `json:"renders"`
	Hits    int64 `json:"hits"`
	Bytes   int64 `json:"bytes"`
}

// dayCounts is what a key used of a template on a day.
type dayCounts struct {
	Day      string `json:"day"`
	KeyID    string `json:"key_id"`
	Template string `json:"template"`
	counts
}

// usageReport is the answer of GET /v1/usage.
type usageReport struct {
	From  string      `json:"from"`
	To    string      `json:"to"`
	KeyID string      `json:"key_id,omitempty"`
	Total counts      `json:"total"`
	Days  []dayCounts `json:"days"`
}

// getUsage tells what a key used: the caller's own, unless an admin asks for another.
func (a *API) getUsage(c echo.Context) error {
	q, err := query(c, "from", "to", "key_id")
	if err != nil {
		return err
	}
	caller, today := access.Caller(c), a.cfg.Now().UTC()
	out := usageReport{From: today.Format("2006-01") + "-01", To: today.Format(time.DateOnly), KeyID: caller.ID, Days: []dayCounts{}}
	for name, field := range map[string]*string{"from": &out.From, "to": &out.To, "key_id": &out.KeyID} {
		if given, ok := q[name]; ok {
			*field = given
		}
	}
	if out.KeyID != caller.ID && !caller.Can(store.ScopeAdmin) {
		return problem.New(problem.Forbidden, "key_id: the key %s sees its own usage alone", caller.ID)
	}
	if out.KeyID == everybody {
		out.KeyID = ""
	}
	sums, err := a.deps.Usage.Sum(c.Request().Context(), out.KeyID, out.From, out.To)
	if err != nil {
		return err
	}
	for _, u := range sums {
		out.Total.Renders += u.Renders
		out.Total.Hits += u.Hits
		out.Total.Bytes += u.Bytes
		out.Days = append(out.Days, dayCounts{u.Day, u.KeyID, u.Template, counts{u.Renders, u.Hits, u.Bytes}})
	}
	return content.JSON(c, http.StatusOK, out)
}
