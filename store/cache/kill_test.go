package cache

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const (
	childDir  = "PLACARD_TEST_CACHE_DIR"
	childKeys = 200
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		writeUntilKilled(dir)
	}
	os.Exit(m.Run())
}

// writeUntilKilled does nothing but write, so that a kill falls inside a write.
func writeUntilKilled(dir string) {
	c, err := New(testConfig(dir))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		key := fmt.Sprint("key", i%childKeys)
		c.disk.put(key, entry{body: bodyOf(key), created: time.Now()})
	}
}

// A process that is killed in the middle of writing leaves nothing that is served wrong, and nothing
// that stays. (Figure F5, smaller.)
func TestKilledWhileWriting(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for range 12 {
		child := exec.Command(self)
		child.Env = append(os.Environ(), childDir+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil {
			t.Fatalf("the child did not start: %v", err)
		}
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // killed, as asked
	}
	cfg := testConfig(dir)
	c := open(t, cfg)
	hits := 0
	for i := range childKeys {
		key := fmt.Sprint("key", i)
		if hit, _ := get(t, c, key, fillFor(key)); hit {
			hits++
		}
	}
	if s := c.Stats(); hits == 0 || s.Corrupt != 0 {
		t.Errorf("%d hits, %+v", hits, s)
	}
	cfg.Now = func() time.Time { return time.Now().Add(staleTemp) }
	open(t, cfg)
	if left := files(t, filepath.Join(dir, tempFolder)); len(left) != 0 {
		t.Errorf("temporary files left: %v", left)
	}
}
