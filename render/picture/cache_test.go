package picture

import (
	"errors"
	"image"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

func TestCacheKeeps(t *testing.T) {
	c := NewCache(1 << 20)
	data := encodePNG(t, drawing())
	loads := 0
	get := func(key string) *Picture {
		p, err := c.Get(key, func() ([]byte, error) { loads++; return data, nil })
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := get("a")
	if get("a") != first || loads != 1 {
		t.Errorf("two calls made %d loads", loads)
	}
	scaled := func(p *Picture) *image.RGBA {
		m, err := p.Scaled(1, 1, 30, 15, 12, 7)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if scaled(first) != scaled(get("another name of the same bytes")) {
		t.Error("the same part of the same bytes was scaled twice")
	}
	if other, _ := first.Scaled(1, 1, 30, 15, 12, 8); other == scaled(first) {
		t.Error("another size gave the same result")
	}
}

func TestCacheForgetsErrors(t *testing.T) {
	c := NewCache(1 << 20)
	failure := errors.New("disk on fire")
	if _, err := c.Get("a", func() ([]byte, error) { return nil, failure }); !errors.Is(err, failure) {
		t.Errorf("a failing load: %v", err)
	}
	if _, err := c.Get("a", func() ([]byte, error) { return []byte("no picture"), nil }); !errors.Is(err, ErrUnsupported) {
		t.Errorf("a text: %v", err)
	}
	if _, err := c.Get("a", func() ([]byte, error) { return encodePNG(t, drawing()), nil }); err != nil {
		t.Errorf("after errors: %v", err)
	}
}

// TestCacheCoalesces: while one caller loads, the others wait for it.
func TestCacheCoalesces(t *testing.T) {
	c := NewCache(1 << 20)
	data := encodePNG(t, drawing())
	const callers = 50
	var loads atomic.Int32
	var started, done sync.WaitGroup
	started.Add(callers)
	for range callers {
		done.Go(func() {
			started.Done()
			p, err := c.Get("a", func() ([]byte, error) {
				loads.Add(1)
				started.Wait() // everybody is on the way
				return data, nil
			})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := p.Scaled(0, 0, 33, 17, 100, 50); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if n := loads.Load(); n != 1 {
		t.Errorf("%d loads", n)
	}
}

// TestCacheBounded fills a cache with more than it holds.
func TestCacheBounded(t *testing.T) {
	const limit = 200_000
	c := NewCache(limit)
	for i := range 60 {
		m := drawing()
		m.Pix[0] = byte(i)
		data := encodePNG(t, m)
		p, err := c.Get(strconv.Itoa(i), func() ([]byte, error) { return data, nil })
		if err != nil {
			t.Fatal(err)
		}
		for size := 20; size < 60; size += 10 {
			if _, err := p.Scaled(0, 0, 33, 17, size, size); err != nil {
				t.Fatal(err)
			}
		}
	}
	c.pictures.CleanUp()
	c.results.CleanUp()
	pictures, results := c.pictures.WeightedSize(), c.results.WeightedSize()
	t.Logf("%d bytes of pictures, %d of results", pictures, results)
	if pictures+results > limit {
		t.Errorf("%d + %d bytes are kept, over %d", pictures, results, limit)
	}
	if pictures == 0 || results == 0 {
		t.Error("nothing is kept")
	}
}
