package encode

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/format"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var trainOn = flag.String("jpeg-train", "", "folder of PNG pictures to make jpegtables.go from")

// variants is how many tables of a kind there are to choose from. More means of other coefficients gain
// less than 0.2 % each, and a second table of means 0.2 %.
func variants(table int) int {
	if table&1 == 0 {
		return 2
	}
	return 4
}

// TestTrainJPEGTables makes jpegtables.go of the pictures in a folder, and fails so that nobody takes it for
// a test that passed.
func TestTrainJPEGTables(t *testing.T) {
	if *trainOn == "" {
		return // TestJPEGTables looks at what was made
	}
	files, err := filepath.Glob(filepath.Join(*trainOn, "*.png"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pictures in %s (%v)", *trainOn, err)
	}
	var examples []example
	for _, file := range files {
		examples = append(examples, examplesOf(t, file)...)
	}
	var src bytes.Buffer
	fmt.Fprintf(&src, `package encode

// trainedSpecs are the tables that are chosen from, made of %d pictures with "go test -run TrainJPEGTables
// -jpeg-train DIR": the starter templates' cards, and photographs of nature, people and things 200 to
// 1200 px wide.
var trainedSpecs = [tables][]huffmanSpec{
`, len(files))
	for table := range tables {
		fmt.Fprintln(&src, "{")
		for _, spec := range train(examples, table) {
			fmt.Fprintf(&src, "{\n%#v,\n[]byte(%s),\n},\n", spec.counts, quoted(spec.values))
		}
		fmt.Fprintln(&src, "},")
	}
	fmt.Fprintln(&src, "}")
	text, err := format.Source(src.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("jpegtables.go", text, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Errorf("jpegtables.go is made anew of %d pictures; run again without -jpeg-train", len(files))
}

// quoted is a Go string of lines that fit.
func quoted(values []byte) string {
	s := ""
	for line := range slices.Chunk(values, 24) {
		if s != "" {
			s += " +\n"
		}
		s += `"`
		for _, v := range line {
			s += fmt.Sprintf(`\x%02x`, v)
		}
		s += `"`
	}
	return s
}

// example is what a picture has to say at some options, and the bits that tables of its own take for it.
type example struct {
	counts [tables]valueCounts
	bits   float64
}

func examplesOf(t *testing.T, file string) (list []example) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rgba := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(rgba, rgba.Rect, m, m.Bounds().Min, draw.Src)
	for _, quality := range []int{40, 60, 75, 80, 85, 90, 95} {
		for _, chroma := range chromas {
			var e jpegEncoder
			e.encode(rgba, JPEGOptions{Quality: quality, Chroma: chroma, Optimize: true}, nil)
			x := example{counts: e.tokens.counts}
			for table := range tables {
				codes := codesOf(optimalSpec(&x.counts[table]))
				x.bits += float64(x.counts[table].bits(&codes))
			}
			list = append(list, x)
		}
	}
	return list
}

// train makes the tables of a kind: examples are grouped by the table that suits them best, and that is made
// of its group, until nothing changes (Lloyd's algorithm). The first groups are by bits a block.
func train(examples []example, table int) []huffmanSpec {
	list := slices.Clone(examples)
	slices.SortStableFunc(list, func(a, b example) int { return cmp.Compare(a.density(table), b.density(table)) })
	n := variants(table)
	specs, codes := make([]huffmanSpec, n), make([]huffmanTable, n)
	group := make([]int, len(list))
	for i := range group {
		group[i] = i * n / len(list)
	}
	for changed := true; changed; {
		for s := range specs {
			specs[s] = trainOne(list, group, s, table)
			codes[s] = codesOf(specs[s])
		}
		changed = false
		for i := range list {
			if best := list[i].counts[table].best(codes); best != group[i] {
				group[i], changed = best, true
			}
		}
	}
	return specs
}

// density is about the bits of a block.
func (x *example) density(table int) float64 {
	codes := codesOf(optimalSpec(&x.counts[table]))
	blocks := uint32(0)
	for _, n := range x.counts[table&^1] {
		blocks += n
	}
	return float64(x.counts[table].bits(&codes)) / float64(blocks)
}

// trainOne makes the table of a group. Each example has the same weight, and every value gets a code.
func trainOne(list []example, group []int, s, table int) huffmanSpec {
	var sum [256]float64
	members := 0.0
	for i := range list {
		if group[i] == s {
			members++
			for v, n := range list[i].counts[table] {
				sum[v] += float64(n) / list[i].bits
			}
		}
	}
	var counts valueCounts
	for v := range counts {
		if possible(v, table) {
			counts[v] = 1 + uint32(1e8*sum[v]/max(members, 1))
		}
	}
	return optimalSpec(&counts)
}

// possible says whether a picture of 8 bits may need a code for a value (T.81, F.1.2).
func possible(value, table int) bool {
	if table&1 == 0 {
		return value <= 11
	}
	return value == endOfBlock || value == sixteenZero || value&15 >= 1 && value&15 <= 10
}

// TestJPEGTables: every table has a code for whatever a picture may need, and none for more.
func TestJPEGTables(t *testing.T) {
	for table, specs := range trainedSpecs {
		if len(specs) != variants(table) {
			t.Errorf("table %d has %d variants, want %d", table, len(specs), variants(table))
		}
		for i, spec := range specs {
			codes := codesOf(spec)
			for v, c := range codes {
				if (c != 0) != possible(v, table) {
					t.Errorf("table %d, variant %d: value %#x has code %#x", table, i, v, c)
				}
			}
		}
	}
}
