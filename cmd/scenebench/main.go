// Command scenebench renders seven fixed scenes as fast as asked, so that Placard can be timed beside
// other tools.
//
// It speaks a line protocol: one JSON job a line on standard input, one JSON answer a line on standard
// output, until the input ends. The scenes are ordinary templates in scenes/, the title is an ordinary
// change, and every picture goes through the public render.Renderer: what is timed is what a server
// does between having a request and having the bytes, and nothing is kept from one picture to the next
// but what the renderer's own caches keep.
//
// BENCH_INFLIGHT=2 in the environment has two jobs in work at once. SCENEBENCH_PHOTOS=DIR shows other photos
// where a job asks for cold ones: of the photo mug.jpg, those in the folder mug.jpg. SCENEBENCH_REUSE=off draws and
// encodes every picture as a whole, as if none had been made before.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	"placard/internal/pace"
	"placard/render"
)

// job asks for one picture.
type job struct {
	Scene  string `json:"scene"`
	Format string `json:"format"` // png, jpeg, webp, pdf or raw
	Photo  string `json:"photo"`  // warm, or cold: photos that were never seen before
	Title  string `json:"title"`
	N      int    `json:"n"`
	Out    string `json:"out"`   // also write the picture there
	Split  bool   `json:"split"` // say how long each stage took
}

// answer is what became of a job.
type answer struct {
	N     int     `json:"n"`
	Bytes int     `json:"bytes,omitempty"`
	MS    float64 `json:"ms,omitempty"`    // from having the job to having the bytes
	Split split   `json:"split,omitempty"` // of MS
	Error string  `json:"error,omitempty"`
}

func main() {
	pace.Set()
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "scenebench:", err)
		os.Exit(1)
	}
}

// serve answers jobs as the environment says.
func serve() error {
	var cold photos
	if dir := os.Getenv("SCENEBENCH_PHOTOS"); dir != "" {
		var err error
		if cold, err = readPhotos(os.DirFS(dir)); err != nil {
			return err
		}
	}
	cfg := render.DefaultConfig()
	if os.Getenv("SCENEBENCH_REUSE") == "off" {
		cfg.ReuseBytes = 0
	}
	s, err := newStage(cfg, cold)
	if err != nil {
		return err
	}
	inFlight, _ := strconv.Atoi(os.Getenv("BENCH_INFLIGHT"))
	return s.run(os.Stdin, os.Stdout, max(1, inFlight))
}

// run answers jobs, up to inFlight at once, until in ends.
func (s *stage) run(in io.Reader, out io.Writer, inFlight int) error {
	var (
		answers = json.NewEncoder(out)
		writing sync.Mutex
		working sync.WaitGroup
		slots   = make(chan struct{}, inFlight)
		lines   = bufio.NewScanner(in)
	)
	defer working.Wait()
	for lines.Scan() {
		var j job
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			return fmt.Errorf("job %q: %w", lines.Text(), err)
		}
		slots <- struct{}{}
		working.Go(func() {
			a := s.do(j)
			<-slots
			writing.Lock()
			defer writing.Unlock()
			_ = answers.Encode(a) // a harness that went away needs no answer
		})
	}
	return lines.Err()
}

// do renders one job.
func (s *stage) do(j job) answer {
	ctx := context.Background()
	var stages split
	if j.Split {
		stages = split{}
		ctx = stages.in(ctx)
	}
	start := time.Now()
	out, err := s.render(ctx, j)
	elapsed := ms(time.Since(start))
	if err != nil {
		return answer{N: j.N, Error: err.Error()}
	}
	defer out.Release()
	if j.Out != "" {
		if err := os.WriteFile(j.Out, out.Bytes, 0o644); err != nil {
			return answer{N: j.N, Error: err.Error()}
		}
	}
	return answer{N: j.N, Bytes: len(out.Bytes), MS: elapsed, Split: stages}
}
