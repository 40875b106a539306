package deflate

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"testing"

	"placard/internal/sweep"
)

// efforts are the least, one that parses light rows twice, and one that does so with all.
var efforts = []Effort{{}, {Light: 300, Rounds: 1, Chain: 4, Long: 24}, {Light: 1 << 40, Rounds: 2, Chain: 16, Long: 100}}

// TestRoundTrip: what is compressed comes back through the standard library's reader, whatever the rows are.
func TestRoundTrip(t *testing.T) {
	var e Encoder
	for _, unit := range []int{1, 3, 4} {
		for _, width := range sweep.Of([]int{100, 1, 2, 5, 1200, 40_000}) {
			for name, data := range samples(1+unit*width, max(1, min(30, 40_000/width))) {
				for _, effort := range efforts {
					for _, vertical := range []bool{false, true} {
						r := Rows{Data: data, RowBytes: 1 + unit*width, Unit: unit, Vertical: vertical}
						roundTrip(t, &e, r, effort, name)
					}
				}
			}
		}
	}
}

// samples are rows of one value, of noise, of a few values, of long repeats, and of text on plain colour.
func samples(rowBytes, rows int) map[string][]byte {
	n := rowBytes * rows
	rng := rand.New(rand.NewPCG(uint64(rowBytes), 1))
	list := map[string][]byte{"plain": make([]byte, n), "noise": nil, "few": nil, "repeats": nil, "text": make([]byte, n)}
	for i := range n {
		list["noise"] = append(list["noise"], byte(rng.Uint32()))
		list["few"] = append(list["few"], byte(rng.Uint32()&3))
		list["repeats"] = append(list["repeats"], byte(i%(3*rowBytes/2)*i%(3*rowBytes/2)>>3))
		if i/40%7 == 0 && i/rowBytes%9 > 4 {
			list["text"][i] = byte(i%40*7 + rng.IntN(3))
		}
	}
	return list
}

func roundTrip(t *testing.T, e *Encoder, r Rows, effort Effort, name string) {
	t.Helper()
	data := bytes.Clone(r.Data)
	r.Data = append(bytes.Clone(r.Data), bytes.Repeat([]byte{0xaa}, Slack)...)[:len(data)]
	out := e.Append([]byte("before"), r, effort)
	if most := len(data) + 5*(len(data)/maxStored+2) + 6; len(out) > most {
		t.Errorf("%s %+v: %d bytes of %d", name, effort, len(out), len(data))
	}
	final := []byte{1, 0, 0, 0xff, 0xff}
	got, err := io.ReadAll(flate.NewReader(io.MultiReader(bytes.NewReader(out[6:]), bytes.NewReader(final))))
	if err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%s, rows of %d, %+v: read %d of %d bytes, %v", name, r.RowBytes, effort, len(got), len(data), err)
	}
	r.Data = append(bytes.Clone(data), make([]byte, Slack)...)[:len(data)]
	if again := new(Encoder).Append([]byte("before"), r, effort); !bytes.Equal(again, out) {
		t.Fatalf("%s, rows of %d, %+v: what was compressed before, or lies behind, changes the bytes", name, r.RowBytes, effort)
	}
}

// FuzzAppend: any bytes come back.
func FuzzAppend(f *testing.F) {
	f.Add(uint8(0), uint16(5), []byte("abcabcabc"))
	f.Add(uint8(5), uint16(30), bytes.Repeat([]byte{1, 2, 3, 4, 5}, 300))
	f.Add(uint8(10), uint16(1), bytes.Repeat([]byte{0}, 1000))
	f.Fuzz(func(t *testing.T, how uint8, width uint16, data []byte) {
		unit := []int{1, 3, 4}[how%3]
		rowBytes := 1 + unit*(1+int(width)%5000)
		if data = data[:len(data)/rowBytes*rowBytes]; len(data) == 0 {
			return
		}
		r := Rows{Data: data, RowBytes: rowBytes, Unit: unit, Vertical: how&64 != 0}
		roundTrip(t, new(Encoder), r, efforts[int(how)/4%len(efforts)], "fuzz")
	})
}

// TestLengths: codes of counts that would make the tree too deep fill the space of the longest codes exactly.
func TestLengths(t *testing.T) {
	fibonacci := []uint32{1, 1}
	for len(fibonacci) < 40 {
		n := len(fibonacci)
		fibonacci = append(fibonacci, fibonacci[n-1]+fibonacci[n-2])
	}
	for _, limit := range []int{7, 15} {
		for _, count := range [][]uint32{fibonacci, {1, 1}, {0, 5, 0, 1 << 30}, fibonacci[:19], bytesOf(1, 100)} {
			var h huffman
			lengths := make([]uint8, len(count))
			h.lengths(lengths, count, limit)
			room := 1 << limit
			for i, n := range lengths {
				if (n == 0) != (count[i] == 0) || int(n) > limit {
					t.Errorf("limit %d: a count of %d has a code of %d bits", limit, count[i], n)
				}
				if n > 0 {
					room -= 1 << (limit - int(n))
				}
			}
			if room != 0 {
				t.Errorf("limit %d, %d symbols: %d of %d codes are left", limit, len(count), room, 1<<limit)
			}
		}
	}
}

func bytesOf(v uint32, n int) []uint32 {
	s := make([]uint32, n)
	for i := range s {
		s[i] = v
	}
	return s
}
