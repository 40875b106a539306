// Command scenebench renders five fixed scenes as fast as asked, so that Placard can be timed beside
// other tools.
//
// It speaks a line protocol: one JSON job a line on standard input, one JSON answer a line on standard
// output, until the input ends. The scenes are ordinary templates in scenes/, the title is an ordinary
// change, and every picture goes through the public render.Renderer: what is timed is what a server
// does between having a request and having the bytes, and nothing is kept from one picture to the next
// but what the renderer's own caches keep.
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
)

// job asks for one picture.
type job struct {
	Scene  string `json:"scene"`
	Format string `json:"format"` // png, jpeg, webp, pdf or raw
	Photo  string `json:"photo"`  // warm, or cold: photos that were never seen before
	Title  string `json:"title"`
	N      int    `json:"n"`
	Out    string `json:"out"` // also write the picture there
}

// answer is what became of a job.
type answer struct {
	N           int     `json:"n"`
	Bytes       int     `json:"bytes,omitempty"`
	MS          float64 `json:"ms,omitempty"` // from having the job to having the bytes
	Unsupported bool    `json:"unsupported,omitempty"`
	Error       string  `json:"error,omitempty"`
}

func main() {
	inFlight, _ := strconv.Atoi(os.Getenv("BENCH_INFLIGHT"))
	if err := run(os.Stdin, os.Stdout, max(1, inFlight)); err != nil {
		fmt.Fprintln(os.Stderr, "scenebench:", err)
		os.Exit(1)
	}
}

// run answers jobs, up to inFlight at once, until in ends.
func run(in io.Reader, out io.Writer, inFlight int) error {
	s, err := newStage()
	if err != nil {
		return err
	}
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
	start := time.Now()
	data, err := s.render(context.Background(), j)
	elapsed := float64(time.Since(start).Microseconds()) / 1000
	if err == nil && j.Out != "" {
		err = os.WriteFile(j.Out, data, 0o644)
	}
	if err != nil {
		return answer{N: j.N, Error: err.Error()}
	}
	return answer{N: j.N, Bytes: len(data), MS: elapsed}
}
