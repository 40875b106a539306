package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"placard/handlers/signedurl"
)

var stops = flag.Int("stops", 3, "how often TestF4StopUnderLoad stops a server; the figure is 20")

const (
	stopRate    = 200 // requests a second
	stopsWithin = 20 * time.Second
	lag         = 300 * time.Millisecond // well within the second for which a server that says no still answers
)

// Stopped under load, a server loses nothing that it has accepted. Clients do as a load balancer does:
// they send until /readyz says no, and a little longer, since they do not all ask at once.
func TestF4StopUnderLoad(t *testing.T) {
	data := t.TempDir()
	var served, lost int64
	var slowest time.Duration
	for i := range *stops {
		p := serve(t, fixedKey(), "--data", data)
		l := startTraffic(t, p.base, i)
		time.Sleep(300 * time.Millisecond)
		began := time.Now()
		if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		l.untilUnready(t)
		if err := p.cmd.Wait(); err != nil {
			t.Errorf("exit: %v\n%s", err, p.log)
		}
		took := time.Since(began)
		slowest = max(slowest, took)
		if took > stopsWithin {
			t.Errorf("stop %d took %v", i, took)
		}
		if n := l.lost.Load(); n > 0 {
			t.Errorf("stop %d: %d of %d requests lost, the first: %v", i, n, l.served.Load()+n, l.first.Load())
		}
		served, lost = served+l.served.Load(), lost+l.lost.Load()
	}
	t.Logf("F4: %d stops under %d requests a second: %d served, %d lost, at most %v from SIGTERM to the end", *stops, stopRate, served, lost, slowest.Round(time.Millisecond))
}

// traffic is requests at a constant rate, each for a picture of its own, on connections that are kept and on
// ones that are not.
type traffic struct {
	base         string
	clients      []*http.Client
	served, lost atomic.Int64
	first        atomic.Value // error
	cancel       context.CancelFunc
	running      sync.WaitGroup
}

func startTraffic(t *testing.T, base string, round int) *traffic {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	l := &traffic{base: base, cancel: cancel, clients: []*http.Client{
		{Transport: &http.Transport{MaxIdleConnsPerHost: 100}, Timeout: stopsWithin},
		{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: stopsWithin},
	}}
	signer := signedurl.Signer{Key: testKey, Base: base}
	l.running.Go(func() {
		tick := time.NewTicker(time.Second / stopRate)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			u, err := signer.URL("quote", "jpg", fmt.Appendf(nil, `[{"id":"title","text":"%d %d"}]`, round, n), signedurl.Param{Name: "w", Value: "120"})
			if err != nil {
				l.fail(err)
				return
			}
			l.running.Go(func() { l.fetch(l.clients[n%2], u) })
		}
	})
	return l
}

func (l *traffic) fetch(client *http.Client, u string) {
	response, err := client.Get(u)
	if err != nil {
		l.fail(err)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		l.fail(err)
	case response.StatusCode != http.StatusOK || len(body) == 0:
		l.fail(fmt.Errorf("%s: %s", response.Status, body))
	default:
		l.served.Add(1)
	}
}

func (l *traffic) fail(err error) {
	l.lost.Add(1)
	l.first.CompareAndSwap(nil, err)
}

// untilUnready sends on until /readyz says no, which it must do while the server still answers, and
// waits for the answers that are due.
func (l *traffic) untilUnready(t *testing.T) {
	t.Helper()
	defer func() {
		l.cancel()
		l.running.Wait()
	}()
	for range 100 {
		response, err := http.Get(l.base + "/readyz")
		if err != nil {
			t.Errorf("refused before /readyz said no: %v", err)
			return
		}
		response.Body.Close()
		if response.StatusCode == http.StatusServiceUnavailable {
			time.Sleep(lag)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("/readyz never said no")
}
