package batch

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"placard/handlers/openapi/spectest"
	"placard/store"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(spectest.Main(m, "batches"))
}

// unzip reads a zip's files.
func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z := made(zip.NewReader(bytes.NewReader(data), int64(len(data))))(t)
	files := map[string][]byte{}
	for _, f := range z.File {
		r := made(f.Open())(t)
		files[f.Name] = made(io.ReadAll(r))(t)
		must(t, r.Close())
	}
	return files
}

// A batch becomes a zip of real pictures. What fails says why, and stops nobody else.
func TestBatch(t *testing.T) {
	r := newRig(t, options{})
	made := r.create(t, `{"template":"card","format":"png","width":240,"changes":{"title":{"font_size":20}},"webhook":"https://example.com/hook","items":[
		{"name":"hello","changes":{"title":"Hello"}},
		{"changes":[{"id":"title","text":"Bye"}],"format":"jpg","quality":90},
		{"name":"typo","changes":{"titel":"Hello"}},
		{"name":"plain","template":"other","changes":{"box":{"fill":"#00f"}}},
		{"name":"gone","template":"og-crad"}]}`)
	if made.State != store.BatchQueued || made.Total != 5 || made.Items != nil || made.Webhook != "https://example.com/hook" {
		t.Errorf("created: %+v", made)
	}
	b := r.finished(t, made.ID)
	if b.State != store.BatchDone || b.Done != 2 || b.Failed != 3 || b.Result != base+"/v1/batches/"+b.ID+"/result" {
		t.Errorf("finished: %+v", b)
	}
	wantItems(t, b.Items, []item{
		{Name: "hello.png", State: store.BatchDone},
		{Name: "0002.jpg", State: store.BatchDone},
		{Name: "typo.png", State: store.BatchFailed, Error: `did you mean "title"`},
		{Name: "plain.png", State: store.BatchFailed, Error: `"title"`}, // the changes of all are for card
		{Name: "gone.png", State: store.BatchFailed, Error: `no template "og-crad"`},
	})
	checkZip(t, r, b)
}

func wantItems(t *testing.T, got, want []item) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d items, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if g.Index != i || g.Name != w.Name || g.State != w.State || !strings.Contains(g.Error, w.Error) || (g.Error == "") != (w.Error == "") {
			t.Errorf("item %d: %+v, want %+v", i, g, w)
		}
		if (g.Bytes > 0) != (g.State == store.BatchDone) {
			t.Errorf("item %d has %d bytes and is %s", i, g.Bytes, g.State)
		}
	}
}

func checkZip(t *testing.T, r *rig, b batch) {
	t.Helper()
	path := strings.TrimPrefix(b.Result, base)
	whole := r.do(t, r.key, http.MethodGet, path, "").want(t, http.StatusOK)
	files := unzip(t, whole.body)
	if len(files) != b.Done+1 {
		t.Errorf("%d files in the zip, want %d", len(files), b.Done+1)
	}
	var index struct {
		ID    string
		Items []item
	}
	must(t, json.Unmarshal(files["index.json"], &index))
	if index.ID != b.ID || len(index.Items) != len(b.Items) || index.Items[2] != b.Items[2] {
		t.Errorf("index: %+v", index)
	}
	hello, err := png.DecodeConfig(bytes.NewReader(files["hello.png"]))
	if err != nil || hello.Width != 240 || hello.Height != 126 || int64(len(files["hello.png"])) != b.Items[0].Bytes {
		t.Errorf("hello.png: %+v, %v", hello, err)
	}
	if bye, err := jpeg.DecodeConfig(bytes.NewReader(files["0002.jpg"])); err != nil || bye.Width != 240 {
		t.Errorf("0002.jpg: %+v, %v", bye, err)
	}

	tag := whole.Header.Get("Etag")
	if part := r.do(t, r.key, http.MethodGet, path, "", "Range", "bytes=2-9").want(t, http.StatusPartialContent); !bytes.Equal(part.body, whole.body[2:10]) {
		t.Errorf("bytes 2-9 are %q", part.body)
	}
	r.do(t, r.key, http.MethodGet, path, "", "If-None-Match", tag).want(t, http.StatusNotModified)
	r.do(t, r.key, http.MethodGet, path, "", "If-Match", `"another"`).wantProblem(t, http.StatusPreconditionFailed, "bad-precondition")
	r.do(t, r.key, http.MethodGet, path, "", "Range", "bytes=99999999-").wantProblem(t, http.StatusRequestedRangeNotSatisfiable, "bad-range", "the zip has")
	if h := whole.Header; h.Get("Content-Type") != "application/zip" || !strings.Contains(h.Get("Content-Disposition"), b.ID+".zip") {
		t.Errorf("headers: %v", h)
	}
}
