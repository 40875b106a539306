package batch

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"placard/store"
)

// An item may be a PDF, and of several pages; what stands beside the items holds for those too.
func TestBatchOfPDFs(t *testing.T) {
	r := newRig(t, options{})
	b := r.finished(t, r.create(t, `{"template":"card","format":"pdf","paper_size":"A6","items":[
		{"name":"one","changes":{"title":"Ada"}},
		{"name":"two","pages":[{"changes":{"title":"Grace"}},{"template":"other"}]},
		{"name":"picture","format":"png"},
		{"name":"far","paper_size":"A5","page":3}]}`).ID)
	wantItems(t, b.Items, []item{
		{Name: "one.pdf", State: store.BatchDone},
		{Name: "two.pdf", State: store.BatchDone},
		{Name: "picture.png", State: store.BatchFailed, Error: "paper_size: only a PDF has that"},
		{Name: "far.pdf", State: store.BatchFailed, Error: "page: 3 is not in 1..1"},
	})
	result := r.do(t, r.key, "GET", "/v1/batches/"+b.ID+"/result", "").want(t, http.StatusOK)
	files := unzip(t, result.body)
	for name, pages := range map[string]string{"one.pdf": "Pages: 1", "two.pdf": "Pages: 2"} {
		file := filepath.Join(t.TempDir(), name)
		must(t, os.WriteFile(file, files[name], 0o600))
		info := strings.Join(strings.Fields(string(made(exec.Command("pdfinfo", file).Output())(t))), " ")
		if !strings.Contains(info, pages) || !bytes.HasPrefix(files[name], []byte("%PDF-")) {
			t.Errorf("%s: want %s in %s", name, pages, info)
		}
	}
	r.do(t, r.key, "POST", "/v1/batches", `{"items":[{"format":"pdf","pages":[{"template":"card"},{}]}]}`).
		wantProblem(t, 400, "bad-request", "items[0].pages[1].template: is required, here or beside items")
	r.do(t, r.key, "POST", "/v1/batches", `{"items":[{"format":"pdf","pages":[{"templte":"card"}]}]}`).
		wantProblem(t, 400, "bad-request", `items[0].pages[0]."templte": is not a field`)
}
