package batch

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/store"
)

// batch is a store.Batch as answers and webhooks tell of it.
type batch struct {
	ID           string           `json:"id"`
	State        store.BatchState `json:"state"`
	Total        int              `json:"total"`
	Done         int              `json:"done"`
	Failed       int              `json:"failed"`
	Webhook      string           `json:"webhook,omitempty"`
	Notified     *time.Time       `json:"notified,omitempty"`
	WebhookError string           `json:"webhook_error,omitempty"`
	Result       string           `json:"result,omitempty"`
	Created      *time.Time       `json:"created"`
	Finished     *time.Time       `json:"finished,omitempty"`
	Items        []item           `json:"items,omitempty"`
}

// item is a store.BatchItem, likewise, and as the zip's index.json has it.
type item struct {
	Index int              `json:"index"`
	Name  string           `json:"name"`
	State store.BatchState `json:"state"`
	Bytes int64            `json:"bytes,omitempty"`
	Error string           `json:"error,omitempty"`
}

// tell makes an answer of a batch.
func (b *Batches) tell(of store.Batch) batch {
	out := batch{
		ID: of.ID, State: of.State, Total: of.Total, Done: of.Done, Failed: of.Failed,
		Webhook: of.Webhook, Notified: at(of.Notified), WebhookError: of.Unheard,
		Created: at(of.Created), Finished: at(of.Finished),
	}
	if of.Result != "" {
		out.Result = strings.TrimRight(b.cfg.PublicBase, "/") + "/v1/batches/" + of.ID + "/result"
	}
	return out
}

// tellItems makes answers of a batch's items. What was not begun when it was canceled never will be.
func tellItems(state store.BatchState, items []store.BatchItem) []item {
	out := make([]item, len(items))
	for i, it := range items {
		out[i] = item{Index: it.Index, Name: it.Name, State: it.State, Bytes: it.Bytes, Error: it.Error}
		if state == store.BatchCanceled && it.State == store.BatchQueued {
			out[i].State = store.BatchCanceled
		}
	}
	return out
}

// at is a time as answers have it; nil, and left out, where there is none.
func at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

// maxListed is how many of the newest batches a list has.
const maxListed = 100

// list answers with the caller's newest batches, without their items.
func (b *Batches) list(c echo.Context) error {
	all, err := b.deps.Records.List(c.Request().Context(), caller(c).ID, maxListed)
	if err != nil {
		return err
	}
	out := make([]batch, len(all))
	for i := range all {
		out[i] = b.tell(all[i])
	}
	return content.JSON(c, http.StatusOK, map[string]any{"batches": out})
}

// get answers with a batch and its items.
func (b *Batches) get(c echo.Context) error {
	found, err := b.find(c)
	if err != nil {
		return err
	}
	items, err := b.deps.Records.Items(c.Request().Context(), found.ID)
	if err != nil {
		return err
	}
	out := b.tell(found)
	out.Items = tellItems(found.State, items)
	return content.JSON(c, http.StatusOK, out)
}
