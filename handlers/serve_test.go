package handlers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/render"
	"placard/templates"
)

// listen serves a rig's server on a port of its own, as the command does.
func listen(t *testing.T, s *Server) (url string, stop context.CancelFunc, ended chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	ended = make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	return "http://" + l.Addr().String(), stop, ended
}

// Under load a server ends without losing a request, and says so beforehand: a load balancer that asks
// /readyz sends no more. (Figure F4, within one process.)
func TestOrderlyEnd(t *testing.T) {
	r := newRig(t, nil)
	r.renderer.render = func(context.Context, *templates.Document, render.Options) ([]byte, error) {
		time.Sleep(5 * time.Millisecond)
		return []byte("picture"), nil
	}
	r.server.cfg.DrainDelay = 500 * time.Millisecond
	url, stop, ended := listen(t, r.server)
	var served atomic.Int64
	var unready atomic.Bool
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			for j := 0; !unready.Load(); j++ {
				changes := fmt.Sprintf(`[{"id":"title","text":"%d %d"}]`, i, j)
				if body, err := fetch(client, url+sign(t, "card.jpg", changes)); err != nil || body != "picture" {
					t.Errorf("lost: %q, %v", body, err)
				}
				served.Add(1)
			}
		})
	}
	for served.Load() < 32 {
		time.Sleep(time.Millisecond)
	}
	stop()
	for !unready.Load() {
		response, err := http.Get(url + "/readyz")
		if err != nil {
			t.Fatalf("refused before /readyz said no: %v", err)
		}
		response.Body.Close()
		unready.Store(response.StatusCode == http.StatusServiceUnavailable)
	}
	all.Wait()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := http.Get(url + "/readyz"); err == nil {
		t.Error("still answers")
	}
}

func fetch(client *http.Client, url string) (string, error) {
	response, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

// A connection that was accepted gets its answer, also when the request comes after the end has begun.
// http.Server.Shutdown alone drops it.
func TestAcceptedConnectionsAreAnswered(t *testing.T) {
	r := newRig(t, nil)
	r.server.cfg.DrainDelay = 0
	url, stop, ended := listen(t, r.server)
	address := strings.TrimPrefix(url, "http://")
	var conns []net.Conn
	for range 20 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	if _, err := fetch(http.DefaultClient, url+"/livez"); err != nil { // accepted after those before it
		t.Fatal(err)
	}
	stop()
	for { // until the listener is closed
		conn, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		conn.Close()
	}
	for i, conn := range conns {
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", sign(t, "card.jpg", hello))
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		response.Body.Close()
		if response.StatusCode != 200 || !response.Close {
			t.Errorf("connection %d: %s, close %v", i, response.Status, response.Close)
		}
	}
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestRequestThatRunsIsFinished(t *testing.T) {
	r := newRig(t, nil)
	started, release := make(chan struct{}), make(chan struct{})
	r.renderer.render = func(context.Context, *templates.Document, render.Options) ([]byte, error) {
		close(started)
		<-release
		return []byte("picture"), nil
	}
	r.server.cfg.DrainDelay = 0
	url, stop, ended := listen(t, r.server)
	got := make(chan string)
	go func() {
		body, err := fetch(http.DefaultClient, url+sign(t, "card.jpg", hello))
		if err != nil {
			body = err.Error()
		}
		got <- body
	}()
	<-started
	stop()
	time.Sleep(50 * time.Millisecond)
	close(release)
	if body := <-got; body != "picture" {
		t.Errorf("got %s", body)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestRequestThatNeverEndsIsCutOff(t *testing.T) {
	r := newRig(t, nil)
	started := make(chan struct{})
	r.renderer.render = func(ctx context.Context, _ *templates.Document, _ render.Options) ([]byte, error) {
		close(started)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	r.server.cfg.DrainDelay, r.server.cfg.ShutdownTimeout = 0, 50*time.Millisecond
	url, stop, ended := listen(t, r.server)
	failed := make(chan error)
	go func() {
		_, err := fetch(http.DefaultClient, url+sign(t, "card.jpg", hello))
		failed <- err
	}()
	<-started
	stop()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("ended with %v", err)
	}
	if err := <-failed; err == nil {
		t.Error("the client got an answer")
	}
}

func TestSlowHeadersAreCutOff(t *testing.T) {
	r := newRig(t, nil)
	r.server.cfg.ReadHeaderTimeout = 100 * time.Millisecond
	url, _, _ := listen(t, r.server)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Errorf("still open: %v", err)
	}
}

// The raw bytes of the request decide: no part of net/http or Echo may tidy a URL before it is verified.
func TestRawRequestTargets(t *testing.T) {
	r := newRig(t, nil)
	good := sign(t, "card.jpg", `[{"id":"title","text":"ÿÿÿ>>>???~~~ÿþ"}]`)
	if !strings.Contains(good, "+") || !strings.Contains(good, "/w") {
		t.Fatalf("%s tries neither + nor /", good)
	}
	tests := map[string]int{
		good:                                       200,
		"/signed" + good:                           200,
		base + good:                                200, // as proxies write it
		"http://evil.example" + good:               403,
		strings.Replace(good, "+", " ", 1):         400, // net/http: two spaces
		strings.Replace(good, "+", "%2B", 1):       403,
		strings.Replace(good, "card", "%63ard", 1): 403,
		"/." + good:                                403,
		"/x/.." + good:                             403,
		"/" + good:                                 403,
		strings.Replace(good, "?", "?&", 1):        403,
		strings.Replace(good, "?", ";a=b?", 1):     403,
		good + "#fragment":                         403,
		"*":                                        404,
	}
	for target, want := range tests {
		conn, err := net.Dial("tcp", r.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target)
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		response.Body.Close()
		conn.Close()
		if response.StatusCode != want {
			t.Errorf("%s: %s, want %d", target, response.Status, want)
		}
	}
}
