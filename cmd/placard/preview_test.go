package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// previewed starts placard preview of a path, and returns the page's URL.
func previewed(t *testing.T, path string) string {
	t.Helper()
	r, w := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int)
	data := t.TempDir()
	go func() {
		ended <- run(ctx, []string{"--data", data, "preview", path}, &streams{out: w, err: os.Stderr})
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != 0 {
			t.Errorf("preview ended with %d", status)
		}
	})
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url, _, _ := strings.Cut(line, " ")
	return url
}

// tab is a page of a headless Chromium, which is spoken to over pipes.
type tab struct {
	t       *testing.T
	in      io.Writer
	out     *bufio.Reader
	last    int
	session string
}

func openTab(t *testing.T, url string) *tab {
	t.Helper()
	name := tool(t, "chromium", "chromium")
	hears, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, says, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1440,860", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	cmd.ExtraFiles = []*os.File{hears, says} // 3 and 4, where it looks for them
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = hears.Close(), says.Close()
	b := &tab{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		b.call("Browser.close", nil)
		_ = cmd.Wait() // however it ends
		_, _ = in.Close(), out.Close()
	})
	target := b.call("Target.createTarget", map[string]any{"url": "about:blank"})
	session := b.call("Target.attachToTarget", map[string]any{"targetId": target["targetId"], "flatten": true})
	b.session, _ = session["sessionId"].(string)
	b.call("Page.navigate", map[string]any{"url": url})
	return b
}

// call asks the browser for something and waits for the answer.
func (b *tab) call(method string, params any) map[string]any {
	b.t.Helper()
	b.last++
	message := map[string]any{"id": b.last, "method": method, "params": params}
	if params == nil {
		delete(message, "params")
	}
	if b.session != "" && method != "Browser.close" {
		message["sessionId"] = b.session
	}
	data, err := json.Marshal(message)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(data, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		data, err := b.out.ReadBytes(0)
		if err != nil {
			b.t.Fatal(err)
		}
		var answer struct {
			ID     int
			Result map[string]any
			Error  json.RawMessage
		}
		if err := json.Unmarshal(bytes.TrimSuffix(data, []byte{0}), &answer); err != nil {
			b.t.Fatal(err)
		}
		if answer.Error != nil {
			b.t.Fatalf("%s: %s", method, answer.Error)
		}
		if answer.ID == b.last {
			return answer.Result
		}
	}
}

// eval evaluates an expression, a promise to its end.
func (b *tab) eval(expression string) any {
	b.t.Helper()
	result := b.call("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true})
	if failed := result["exceptionDetails"]; failed != nil {
		b.t.Fatalf("%s: %v", expression, failed)
	}
	value, _ := result["result"].(map[string]any)
	return value["value"]
}

// wait waits until an expression is true, and returns how long that took.
func (b *tab) wait(expression string) time.Duration {
	b.t.Helper()
	start := time.Now()
	b.eval(fmt.Sprintf(`new Promise((done, fail) => {
		const end = performance.now() + 20000;
		const look = () => (%s) ? done(true) : performance.now() > end ? fail(document.body.innerText) : setTimeout(look, 2);
		look();
	})`, expression))
	return time.Since(start)
}

// shot keeps a picture of the page for a person, in the folder that SHOTS names.
func (b *tab) shot(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	text, _ := b.call("Page.captureScreenshot", nil)["data"].(string)
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		b.t.Fatal(err)
	}
	write(b.t, filepath.Join(dir, name), string(data))
}

const previewCard = `{"id": "card", "width": 1200, "height": 630, "background": "#0b1020", "layers": [
  {"id": "title", "type": "text", "x": 80, "y": 80, "width": 1000, "max_lines": 3, "font_size": 96, "font_weight": 800, "color": "#fff", "text": "Hello, world"},
  {"id": "faint", "type": "text", "x": 80, "y": 480, "width": 1000, "max_lines": 1, "font_size": 36, "color": "#333", "text": "hardly to be seen"}],
  "samples": [{"name": "short", "changes": []}, {"name": "other", "changes": {"title": {"text": "Another title"}}}]}`

// editArrives is within which time a saved edit is to be on the screen, where the figures are measured; elsewhere,
// beside other tests and the race detector, it has ten times as long.
const editArrives = 150 * time.Millisecond

// TestPreview looks at the page with a browser: it shows the picture, edits arrive in time however they are saved,
// a broken file says where and keeps the picture, and mended it is drawn again.
func TestPreview(t *testing.T) {
	card := filepath.Join(t.TempDir(), "card.json")
	write(t, card, previewCard)
	b := openTab(t, previewed(t, card))
	const size = `document.getElementById('picture').naturalWidth`
	b.wait(`document.getElementById('picture') && ` + size + ` === 1200`)
	b.wait(`document.querySelectorAll('#lint li b').length > 0`)
	if text := b.eval(`document.getElementById('lint').innerText`).(string); !strings.Contains(text, "faint") || !strings.Contains(text, "contrast") {
		t.Errorf("lint says %q", text)
	}
	b.eval(`document.querySelector('[data-layer=title]').focus()`)
	if text := b.eval(`document.getElementById('layer').innerText`).(string); !strings.Contains(text, "Inter 800") {
		t.Errorf("of the title it says %q", text)
	}
	b.shot("preview.png")
	best := time.Hour // of several, as other tests run beside
	for i := range 6 {
		width := 1100 + i
		b.wait(`document.querySelectorAll('#lint li b').length > 0`)
		changed := strings.Replace(previewCard, "1200", fmt.Sprint(width), 1)
		if i%2 == 0 {
			write(t, card, changed)
		} else { // as editors do that keep the old file until the new one is whole
			write(t, card+"~", changed)
			if err := os.Rename(card+"~", card); err != nil {
				t.Fatal(err)
			}
		}
		best = min(best, b.wait(fmt.Sprintf("%s === %d", size, width)))
	}
	t.Logf("an edit is on the screen within %v", best)
	most := 10 * editArrives
	if *figures {
		most = editArrives
	}
	if best > most {
		t.Errorf("an edit takes %v, more than %v", best, most)
	}
	write(t, card, strings.Replace(previewCard, `"max_lines": 3`, `"max_line": 3`, 1))
	b.wait(`!document.getElementById('errors').hidden`)
	text := b.eval(`document.getElementById('errors').innerText`).(string)
	if !strings.Contains(text, "Line 2, column") || !strings.Contains(text, "max_lines") || !strings.Contains(text, "^") {
		t.Errorf("broken, it says %q", text)
	}
	if b.eval(size+` === 1105 && !document.getElementById('picture').hidden`) != true {
		t.Error("the last good picture is gone")
	}
	b.shot("broken.png")
	write(t, card, previewCard)
	b.wait(`document.getElementById('errors').hidden && ` + size + ` === 1200`)
	b.eval(`document.getElementById('sheet').click()`)
	b.wait(`document.querySelectorAll('#all img').length === 6 && [...document.querySelectorAll('#all img')].slice(0, 2).every(i => i.naturalWidth === 640)`)
	b.shot("sheet.png")
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": "dark"}}})
	b.eval(`document.getElementById('sheet').click()`)
	b.wait(`document.getElementById('all').hidden`)
	b.shot("dark.png")
}

// TestPreviewOfFolder: all templates are listed, a new one too, and one that breaks stays.
func TestPreviewOfFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.json"), previewCard)
	url := previewed(t, dir)
	write(t, filepath.Join(dir, "b.json"), previewCard)
	write(t, filepath.Join(dir, "a.json"), "{")
	status, body := get(t, url+"api/state?file=a.json")
	var s previewState
	if err := json.Unmarshal(body, &s); err != nil || status != http.StatusOK {
		t.Fatalf("%d %v", status, err)
	}
	if len(s.Files) != 2 || len(s.Errors) != 1 || s.Errors[0].Line != 1 {
		t.Errorf("%+v", s)
	}
}

// TestPreviewIsForThisComputer: a page of the web whose name leads here reads nothing, and no file but templates
// can be asked for.
func TestPreviewIsForThisComputer(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.json"), previewCard)
	url := previewed(t, filepath.Join(dir, "a.json"))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"api/state", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "evil.example:80"
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another host: %s", res.Status)
	}
	if status, _ := get(t, url+"api/picture?file=../../etc/passwd"); status != http.StatusNotFound {
		t.Errorf("another file: %d", status)
	}
	page, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	if policy := page.Header.Get("Content-Security-Policy"); policy != previewPolicy {
		t.Errorf("policy %q", policy)
	}
}
