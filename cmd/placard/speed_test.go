package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/handlers/signedurl"
)

// figures makes the tests that measure run as long, and hold as strictly, as the figures ask. Without it
// they check that the measured thing works: the race detector and a busy machine leave nothing to time.
var figures = flag.Bool("figures", false, "measure the figures in full; takes minutes and wants a quiet machine")

const (
	speedKeys = 100  // pictures, asked for by Zipf's law
	speedZipf = 1.1  // its exponent
	seed      = 2026 // the same requests in every run
)

// latencies of requests that were to be sent at fixed times, whatever became of those before.
type latencies struct {
	sorted []time.Duration
	errors int
	rate   float64 // answers a second
}

func (l latencies) at(share float64) time.Duration {
	if len(l.sorted) == 0 {
		return 0
	}
	return l.sorted[min(int(share*float64(len(l.sorted))), len(l.sorted)-1)]
}

// openLoop sends requests at a rate for a time. A latency counts from when the request was due, so that a
// server that stalls is charged for all that it kept waiting.
func openLoop(urls []string, rate int, lasting time.Duration) latencies {
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256, MaxConnsPerHost: 256}}
	defer client.CloseIdleConnections()
	random := rand.New(rand.NewPCG(seed, 0))
	zipf := rand.NewZipf(random, speedZipf, 1, uint64(len(urls)-1))
	var (
		all    sync.WaitGroup
		failed atomic.Int64
		total  = int(float64(rate) * lasting.Seconds())
		took   = make([]time.Duration, total)
		began  = time.Now()
	)
	for i := range total {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		url := urls[zipf.Uint64()]
		all.Go(func() {
			if err := drain(client, url); err != nil {
				failed.Add(1)
			}
			took[i] = time.Since(due)
		})
	}
	all.Wait()
	slices.Sort(took)
	return latencies{sorted: took, errors: int(failed.Load()), rate: float64(total) / time.Since(began).Seconds()}
}

func drain(client *http.Client, url string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, resp.Status)
	}
	return nil
}

// capacity is how many answers a second wrk gets out of a server with 32 connections.
func capacity(t *testing.T, wrk string, urls []string, lasting time.Duration) float64 {
	t.Helper()
	script := filepath.Join(t.TempDir(), "urls.lua")
	var lua strings.Builder
	lua.WriteString("math.randomseed(" + strconv.Itoa(seed) + ")\nlocal paths = {\n")
	for _, u := range urls {
		fmt.Fprintf(&lua, "%q,\n", u[strings.Index(u[8:], "/")+8:])
	}
	lua.WriteString("}\nrequest = function() return wrk.format(nil, paths[math.random(#paths)]) end\n")
	if err := os.WriteFile(script, []byte(lua.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(wrk, "-t1", "-c32", fmt.Sprintf("-d%ds", int(lasting.Seconds())), "-s", script, urls[0]).CombinedOutput()
	if err != nil {
		t.Fatalf("wrk: %v\n%s", err, out)
	}
	if strings.Contains(string(out), "Non-2xx") || strings.Contains(string(out), "Socket errors") {
		t.Errorf("wrk met errors:\n%s", out)
	}
	rate := regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`).FindStringSubmatch(string(out))
	if rate == nil {
		t.Fatalf("wrk says no rate:\n%s", out)
	}
	r, err := strconv.ParseFloat(rate[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// nginx serves a folder from disk.
func nginx(t *testing.T, root string) (base string) {
	t.Helper()
	program := "/usr/sbin/nginx" // which is not on everybody's PATH
	if _, err := os.Stat(program); err != nil {
		program = tool(t, "nginx", "nginx-light")
	}
	dir, addr := t.TempDir(), freeAddr(t)
	config := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log %[1]s/error.log; worker_processes auto;
%[4]s
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { image/jpeg jpg; }
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  server { listen %[2]s; root %[3]s; }
}`, dir, addr, root, map[bool]string{true: "user root;"}[os.Getuid() == 0])
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "-p", dir, "-c", config)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // ended by us
	})
	return "http://" + addr
}

// peakRSS is the most memory that a process has had, in bytes.
func peakRSS(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	field := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if field == nil {
		t.Fatal("no VmHWM")
	}
	kB, err := strconv.ParseInt(string(field[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kB << 10
}

// TestF1CachedSpeed measures cached pictures of about 70 kB, and nginx with the same files beside it.
func TestF1CachedSpeed(t *testing.T) {
	wrk := tool(t, "wrk", "wrk")
	rate, lasting, rounds := 200, time.Second, 1
	if *figures {
		rate, lasting, rounds = 3000, 10*time.Second, 3
	}
	p := serve(t, fixedKey(), "--data", t.TempDir())
	signer := signedurl.Signer{Key: testKey, Base: p.base}
	folder := t.TempDir()
	var urls, files []string
	var bytes int
	for i := range speedKeys {
		url, err := signer.URL("article-card", "jpg", []byte(fmt.Sprintf(`[{"id":"title","text":"Picture %d"}]`, i)))
		if err != nil {
			t.Fatal(err)
		}
		status, body := get(t, url)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %.200s", url, status, body)
		}
		bytes += len(body)
		name := fmt.Sprintf("%d.jpg", i)
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
		urls, files = append(urls, url), append(files, name)
	}
	base := nginx(t, folder)
	for i := range files {
		files[i] = base + "/" + files[i]
	}
	waitFor(t, files[0])

	var ours, theirs []float64
	for range rounds { // in turns, so that both have the same noise
		ours = append(ours, capacity(t, wrk, urls, lasting))
		theirs = append(theirs, capacity(t, wrk, files, lasting))
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	o, n := ours[rounds/2], theirs[rounds/2]
	t.Logf("F1: %d kB a picture; wrk, 32 connections: placard %.0f/s, nginx from disk %.0f/s: ratio %.2f", bytes/speedKeys/1000, o, n, o/n)

	loaded := openLoop(urls, rate, lasting)
	same := openLoop(files, rate, lasting)
	rss := peakRSS(t, p.cmd.Process.Pid)
	t.Logf("F1: open loop at %d/s: placard %.0f/s, p50 %v, p99 %v, %d errors, peak RSS %d MB; nginx p50 %v, p99 %v",
		rate, loaded.rate, loaded.at(.5), loaded.at(.99), loaded.errors, rss>>20, same.at(.5), same.at(.99))
	if loaded.errors > 0 {
		t.Errorf("%d errors", loaded.errors)
	}
	if rss > 300<<20 {
		t.Errorf("peak RSS is %d MB, want at most 300", rss>>20)
	}
	if *figures && (o < 3000 || loaded.at(.99) > 25*time.Millisecond) {
		t.Errorf("%.0f/s with p99 %v, want at least 3000/s and at most 25ms", o, loaded.at(.99))
	}
}

// waitFor asks until there is an answer.
func waitFor(t *testing.T, url string) {
	t.Helper()
	for range 100 {
		if resp, err := http.Get(url); err == nil {
			resp.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s: no answer after 5 s", url)
}
