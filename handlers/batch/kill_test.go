package batch

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"placard/handlers/pictures"
	"placard/store"
)

// childDir names the data folder to a process that is to be killed.
const childDir = "PLACARD_TEST_BATCH_DIR"

// drawnFile has a line for each picture that any process began to draw.
const drawnFile = "drawn.txt"

var kills = flag.Int("kills", 4, "how often a process is killed while it works on a batch")

// child works on what is left of all batches until it is killed, or until nothing is left.
func child(dir string) int {
	if err := workUntilKilled(context.Background(), dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func workUntilKilled(ctx context.Context, dir string) error {
	s, err := openStores(ctx, dir, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	guard, err := newGuard(s)
	if err != nil {
		return err
	}
	maker, err := s.maker(guard, func(d *pictures.Deps) { d.Cache = noCache{} })
	if err != nil {
		return err
	}
	drawn, err := os.OpenFile(filepath.Join(dir, drawnFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	noting := makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
		order, err := o.JSON()
		if err == nil {
			_, err = drawn.Write(append(order, '\n'))
		}
		if err != nil {
			return nil, err
		}
		return real.Make(ctx, o)
	})
	b, err := Open(ctx, DefaultConfig(), Deps{Guard: guard, Keys: s.keys, Maker: chained{noting, maker}, Records: s.db.Batches(), Blobs: s.blobs})
	if err != nil {
		return err
	}
	defer b.Close()
	fmt.Println("ready")
	for {
		left, err := s.db.Batches().Unfinished(ctx)
		if err != nil || len(left) == 0 {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// noCache draws each picture that it is asked for.
type noCache struct{}

func (noCache) Do(ctx context.Context, _ string, fill func(context.Context) ([]byte, error)) ([]byte, bool, time.Time, error) {
	body, err := fill(ctx)
	return body, false, time.Time{}, err
}

// A process that is killed again and again while it works on a batch loses nothing that it has stored: no
// picture that is done is drawn again, and the zip has all of them.
func TestKilled(t *testing.T) {
	r := newRig(t, options{})
	const size = 120
	r.batches.Close() // another process does the work
	b := r.create(t, many(size))
	dir := string(r.data)
	var before []byte
	twice, inside := 0, 0
	for kill := range *kills + 1 {
		done := r.doneItems(t, b.ID)
		runChild(t, dir, kill < *kills)
		after := made(os.ReadFile(filepath.Join(dir, drawnFile)))(t)
		for line := range strings.Lines(string(after[len(before):])) {
			if done[strings.TrimSpace(line)] {
				twice++
			}
		}
		if n := len(r.doneItems(t, b.ID)); n > 0 && n < size {
			inside++
		}
		before = after
	}
	got := r.get(t, b.ID)
	if got.State != store.BatchDone || got.Done != size || twice != 0 {
		t.Errorf("%s, %d done; %d pictures that were done were drawn again", got.State, got.Done, twice)
	}
	files := unzip(t, r.do(t, r.key, http.MethodGet, strings.TrimPrefix(got.Result, base), "").body)
	if len(files) != size+1 {
		t.Errorf("%d files in the zip, want %d", len(files), size+1)
	}
	for _, it := range got.Items {
		if int64(len(files[it.Name])) != it.Bytes {
			t.Errorf("%s has %d bytes, want %d", it.Name, len(files[it.Name]), it.Bytes)
		}
	}
	lines := strings.Count(string(before), "\n")
	t.Logf("killed %d times, %d of them amid the items: %d pictures, %d begun in all", *kills, inside, size, lines)
	if inside == 0 {
		t.Error("no kill came while items were being drawn: the test shows nothing")
	}
}

// doneItems are the orders of those items that are done.
func (r *rig) doneItems(t *testing.T, id string) map[string]bool {
	t.Helper()
	done := map[string]bool{}
	for _, it := range made(r.db.Batches().Items(t.Context(), id))(t) {
		if it.State == store.BatchDone {
			done[string(it.Order)] = true
		}
	}
	return done
}

// runChild has a process work, and kills it after a moment unless it is to finish.
func runChild(t *testing.T, dir string, kill bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), made(os.Executable())(t))
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out := made(cmd.StdoutPipe())(t)
	cmd.Stderr = os.Stderr
	must(t, cmd.Start())
	if _, err := io.ReadFull(out, make([]byte, len("ready\n"))); err != nil {
		t.Fatalf("the child did not begin: %v, %v", err, cmd.Wait())
	}
	if kill {
		time.Sleep(time.Duration(50+rand.IntN(300)) * time.Millisecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait() // it says that it was killed
		return
	}
	must(t, cmd.Wait())
}
