package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// corruption turns a whole file into one that must not be served.
type corruption struct {
	name  string
	apply func(file []byte) []byte
}

// resum puts the checksum right, for damage that it would otherwise hide.
func resum(file []byte) []byte {
	sum := sha256.Sum256(file[dataOffset:])
	copy(file[sumOffset:], sum[:])
	return file
}

func corruptions(size int, swapped []byte) []corruption {
	rnd := rand.New(rand.NewPCG(1, 2))
	var all []corruption
	add := func(name string, apply func([]byte) []byte) { all = append(all, corruption{name, apply}) }
	for bit := range keyOffset * 8 { // every bit of the header
		if bit%2 == 0 || bit < sumOffset*8 {
			add(fmt.Sprint("header bit ", bit), func(f []byte) []byte { f[bit/8] ^= 1 << (bit % 8); return f })
		}
	}
	for range 150 {
		bit := rnd.IntN(size * 8)
		add(fmt.Sprint("bit ", bit), func(f []byte) []byte { f[bit/8] ^= 1 << (bit % 8); return f })
	}
	for range 100 {
		n := rnd.IntN(size)
		add(fmt.Sprint("cut to ", n), func(f []byte) []byte { return f[:n] })
	}
	for n := range 20 {
		add(fmt.Sprint("longer by ", n+1), func(f []byte) []byte { return append(f, make([]byte, n+1)...) })
		add(fmt.Sprint("zeroes from ", n*size/20), func(f []byte) []byte { clear(f[n*size/20:]); return f })
	}
	for v := range 20 { // a format of tomorrow, in itself without fault
		add(fmt.Sprint("version ", v+2), func(f []byte) []byte { f[len(magic)-1] = byte(v + 2); return resum(f) })
	}
	for _, n := range []uint32{0, 2, 3, 1 << 16, 1 << 31, 1<<32 - 1} {
		add(fmt.Sprint("key length ", n), func(f []byte) []byte {
			binary.BigEndian.PutUint32(f[dataOffset+8:], n)
			return resum(f)
		})
	}
	add("another entry's file", func([]byte) []byte { return swapped })
	add("empty", func([]byte) []byte { return nil })
	add("a picture alone", func(f []byte) []byte { return f[keyOffset+1:] })
	add("twice", func(f []byte) []byte { return append(f, f...) })
	add("made a year ago", func(f []byte) []byte {
		binary.BigEndian.PutUint64(f[dataOffset:], uint64(newClock().now().AddDate(-1, 0, 0).UnixNano()))
		return resum(f)
	})
	return all
}

// No damaged file is ever served; each is deleted and made anew. (Figure F7.)
func TestCorruptFilesAreNeverServed(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	c := open(t, cfg)
	get(t, c, "a", fillFor("a"))
	get(t, c, "b", fillFor("b"))
	path, other := c.disk.path(name("a")), c.disk.path(name("b"))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	swapped, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	all := corruptions(len(good), swapped)
	if len(all) < 500 {
		t.Fatalf("%d corruptions, want at least 500", len(all))
	}
	for _, x := range all {
		bad := x.apply(append([]byte(nil), good...))
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		c.memory.drop("a")
		if hit, _ := get(t, c, "a", fillFor("a")); hit {
			t.Errorf("%s: served from the cache", x.name)
		}
		c.memory.drop("a")
		if hit, _ := get(t, c, "a", mustNotFill(t)); !hit {
			t.Errorf("%s: the new entry is not served", x.name)
		}
	}
	if n := c.Stats().Corrupt; n < int64(len(all)-2) {
		t.Errorf("%d counted as corrupt, of %d", n, len(all))
	}
	t.Logf("%d corruptions", len(all))
}

func TestEntryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.String().Draw(t, "key")
		want := entry{
			body:    rapid.SliceOf(rapid.Byte()).Draw(t, "body"),
			created: newClock().now().Add(-1),
		}
		got, err := decode(want.encode(key), key)
		if err != nil || string(got.body) != string(want.body) || !got.created.Equal(want.created) {
			t.Fatalf("got %v, %v, want %v", got, err, want)
		}
	})
}

// FuzzDecode: whatever decodes, encodes to the same file.
func FuzzDecode(f *testing.F) {
	f.Add(entry{body: []byte("body"), created: newClock().now()}.encode("key"), "key")
	f.Add([]byte(magic), "")
	f.Fuzz(func(t *testing.T, data []byte, key string) {
		if len(data) >= fileMinimum {
			data = resum(data) // or the checksum would keep everything out
		}
		e, err := decode(data, key)
		if err == nil && string(e.encode(key)) != string(data) {
			t.Fatalf("%q decodes to %v", data, e)
		}
	})
}
