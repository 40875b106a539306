package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// writers are clients that store templates, assets and links and fetch pictures, and remember what they
// were told is done.
type writers struct {
	t      *testing.T
	key    madeKey
	client *http.Client

	mu       sync.Mutex
	acked    map[string]string   // URL path: what GET must answer, or a part of it
	pictures map[string][32]byte // path of a signed picture: SHA-256 of its bytes
	requests int
}

func (w *writers) send(base, method, path, contentType string, body []byte) (int, []byte, error) {
	req, err := http.NewRequest(method, base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+w.key.APIKey)
	req.Header.Set("Content-Type", contentType)
	resp, err := w.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// note keeps what was said to be done.
func (w *writers) note(path, want string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.acked[path] = want
	w.requests++
}

// work writes until the server is gone.
func (w *writers) work(base string, round, worker int) {
	for i := 0; ; i++ {
		name := fmt.Sprintf("r%dw%di%d", round, worker, i)
		card := fmt.Sprintf(`{"id":%q,"name":%q,"width":300,"height":200,"layers":[{"id":"title","type":"text","x":0,"y":0,"width":300,"text":%q}]}`,
			name, name, strings.Repeat(name+" ", 200))
		status, _, err := w.send(base, http.MethodPost, "/v1/templates", "application/json", []byte(card))
		if err != nil {
			return
		}
		if status != http.StatusCreated {
			w.t.Errorf("POST /v1/templates: %d", status)
			return
		}
		w.note("/v1/templates/"+name, name)

		asset := noise(uint64(round)<<32 | uint64(worker)<<16 | uint64(i))
		status, _, err = w.send(base, http.MethodPut, "/v1/assets/"+name+".png", "image/png", asset)
		if err != nil {
			return
		}
		if status != http.StatusCreated && status != http.StatusOK {
			w.t.Errorf("PUT /v1/assets: %d", status)
			return
		}
		w.note("/v1/assets/"+name+".png", string(asset))

		if !w.link(base, name) {
			return
		}
	}
}

// link makes a short link and fetches its picture.
func (w *writers) link(base, name string) bool {
	status, answer, err := w.send(base, http.MethodPost, "/v1/links", "application/json", []byte(fmt.Sprintf(`{"template":%q}`, name)))
	if err != nil {
		return false
	}
	var made struct{ URL string }
	if err := json.Unmarshal(answer, &made); err != nil || status >= 300 {
		w.t.Errorf("POST /v1/links: %d %s", status, answer)
		return false
	}
	path := strings.TrimPrefix(made.URL, base)
	status, body, err := w.send(base, http.MethodGet, path, "", nil)
	if err != nil {
		return false
	}
	if status != http.StatusOK {
		w.t.Errorf("GET %s: %d %s", path, status, body)
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pictures[path] = sha256.Sum256(body)
	w.requests++
	return true
}

// noise is a picture that nobody has stored before.
func noise(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			v := random.Uint32()
			img.Set(x, y, color.RGBA{uint8(v), uint8(v >> 8), uint8(v >> 16), 255})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		panic(err) // a buffer takes everything
	}
	return buf.Bytes()
}

// check asks the server that came after a kill for a sample of all that was ever said to be done, and
// everything of the last round.
func (w *writers) check(base string, round int) {
	prefix := fmt.Sprintf("r%dw", round)
	n := 0
	for path, want := range w.acked {
		if n++; !strings.Contains(path, prefix) && n%20 != 0 {
			continue
		}
		status, body, err := w.send(base, http.MethodGet, path, "", nil)
		if err != nil || status != http.StatusOK || !strings.Contains(string(body), want) {
			w.t.Errorf("%s was said to be stored, and is %d %v, %d bytes", path, status, err, len(body))
		}
	}
	for path, want := range w.pictures {
		status, body, err := w.send(base, http.MethodGet, path, "", nil)
		if err != nil || status != http.StatusOK || sha256.Sum256(body) != want {
			w.t.Errorf("%s is another picture than before: %d %v, %d bytes", path, status, err, len(body))
		}
	}
	var list struct {
		Templates []struct{ ID, Broken string }
	}
	status, body, err := w.send(base, http.MethodGet, "/v1/templates", "", nil)
	if err != nil || status != http.StatusOK || json.Unmarshal(body, &list) != nil {
		w.t.Fatalf("GET /v1/templates: %d %v", status, err)
	}
	for _, t := range list.Templates {
		if t.Broken != "" {
			w.t.Errorf("template %s is half there: %s", t.ID, t.Broken)
		}
	}
}

// TestNothingIsLostByKills kills a server that is being written to, starts it again, and asks for all that
// it said was done: templates, assets, links, and pictures byte for byte.
func TestNothingIsLostByKills(t *testing.T) {
	rounds := 4
	if *figures {
		rounds = 50
	}
	if _, err := binary(); err != nil { // so that no start waits for it
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	w := &writers{t: t, key: createKey(t, data, "--scope", "admin"), client: &http.Client{Timeout: 10 * time.Second}, acked: map[string]string{}, pictures: map[string][32]byte{}}
	random := rand.New(rand.NewPCG(seed, 2))
	var slowest time.Duration
	for round := range rounds {
		began := time.Now()
		p := serve(t, nil, "--data", data)
		slowest = max(slowest, time.Since(began))
		if round > 0 {
			w.check(p.base, round-1)
		}
		var working sync.WaitGroup
		for worker := range 4 {
			working.Go(func() { w.work(p.base, round, worker) })
		}
		time.Sleep(200*time.Millisecond + time.Duration(random.IntN(400))*time.Millisecond)
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		working.Wait()
		_ = p.cmd.Wait() // killed, as asked
		w.client.CloseIdleConnections()
	}
	p := serve(t, nil, "--data", data)
	w.check(p.base, rounds-1)
	p.stop(t)
	t.Logf("killed %d times while 4 clients wrote: %d things were said to be done, %d pictures fetched; none lost, none changed; slowest start %v",
		rounds, len(w.acked), len(w.pictures), slowest.Round(time.Millisecond))
	if len(w.acked) < rounds || len(w.pictures) == 0 {
		t.Error("too little was written for this to be a test")
	}
}
