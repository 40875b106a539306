package jpegfile_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"placard/render/pdf/internal/jpegfile"
)

// What is asked of a file is what another decoder finds in it; the rest is refused.
func TestFiles(t *testing.T) {
	taken := []string{"420.jpg", "422.jpg", "440.jpg", "444.jpg", "grey.jpg", "progressive.jpg", "restart.jpg"}
	files, err := filepath.Glob("../../../picture/testdata/*.jpg")
	if err != nil || len(files) < len(taken) {
		t.Fatal(files, err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, ok := jpegfile.Read(data)
		if want := slices.Contains(taken, filepath.Base(path)); ok != want {
			t.Errorf("%s: taken %v, want %v", path, ok, want)
		}
		if !ok {
			continue
		}
		want, got := decode(t, data), decode(t, f.Data)
		if got.Bounds() != want.Bounds() || got.Bounds().Max != image.Pt(f.Width, f.Height) || f.Grey != (got.ColorModel() == want.ColorModel() && isGrey(got)) {
			t.Errorf("%s: %v, %d×%d, grey %v", path, got.Bounds(), f.Width, f.Height, f.Grey)
		}
		if !same(got, want) {
			t.Errorf("%s: the pixels are others", path)
		}
	}
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func isGrey(img image.Image) bool {
	_, ok := img.(*image.Gray)
	return ok
}

func same(a, b image.Image) bool {
	for y := range b.Bounds().Dy() {
		for x := range b.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// plain is a small file.
func plain(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 20, 10)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with inserts a segment after the start of a file.
func with(data []byte, code byte, body string) []byte {
	return slices.Concat(data[:2], []byte{0xff, code, 0, byte(len(body) + 2)}, []byte(body), data[2:])
}

// changed replaces a run of bytes, which must be there once.
func changed(t testing.TB, data []byte, from, to string) []byte {
	t.Helper()
	if bytes.Count(data, []byte(from)) != 1 {
		t.Fatalf("%q is there %d times", from, bytes.Count(data, []byte(from)))
	}
	return bytes.Replace(data, []byte(from), []byte(to), 1)
}

func TestDoubtful(t *testing.T) {
	data := plain(t)
	const frame = "\xff\xc0\x00\x11\x08\x00\x0a\x00\x14\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
	frames := map[string]string{
		"12 bits":           "\xff\xc0\x00\x11\x0c\x00\x0a\x00\x14\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"extended":          "\xff\xc1\x00\x11\x08\x00\x0a\x00\x14\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"arithmetic":        "\xff\xc9\x00\x11\x08\x00\x0a\x00\x14\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"no height":         "\xff\xc0\x00\x11\x08\x00\x00\x00\x14\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"no width":          "\xff\xc0\x00\x11\x08\x00\x0a\x00\x00\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"1×60000":           "\xff\xc0\x00\x11\x08\xea\x60\x00\x01\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"other names":       "\xff\xc0\x00\x11\x08\x00\x0a\x00\x14\x03R\x22\x00G\x11\x01B\x11\x01",
		"coarse luma":       "\xff\xc0\x00\x11\x08\x00\x0a\x00\x14\x03\x01\x11\x00\x02\x22\x01\x03\x22\x01",
		"CMYK":              "\xff\xc0\x00\x14\x08\x00\x0a\x00\x14\x04\x01\x11\x00\x02\x11\x01\x03\x11\x01\x04\x11\x00",
		"two components":    "\xff\xc0\x00\x0e\x08\x00\x0a\x00\x14\x02\x01\x11\x00\x02\x11\x01",
		"too many names":    "\xff\xc0\x00\x11\x08\x00\x0a\x00\x14\x04\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"two frames":        frame + frame,
		"height at the end": frame + "\xff\xdc\x00\x04\x00\x0a",
	}
	doubtful := map[string][]byte{
		"nothing":          nil,
		"not a JPEG":       []byte("GIF89a"),
		"Adobe RGB":        with(data, 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x00"),
		"Adobe's YCCK":     with(data, 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x02"),
		"cut Adobe":        with(data, 0xee, "Adobe\x00"),
		"Adobe twice":      with(with(data, 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"), 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"),
		"EXIF twice":       with(with(data, 0xe1, "Exif\x00\x00"), 0xe1, "Exif\x00\x00"),
		"16-bit quantiser": with(data, 0xdb, "\x10"+string(make([]byte, 128))),
		"no scan":          append(data[:bytes.Index(data, []byte{0xff, 0xda})+0:bytes.Index(data, []byte{0xff, 0xda})], 0xff, 0xd9),
		"no frame":         changed(t, data, frame, ""),
		"short segment":    with(data, 0xfe, "")[:6],
	}
	for name, f := range frames {
		doubtful[name] = changed(t, data, frame, f)
	}
	for name, d := range doubtful {
		if _, ok := jpegfile.Read(d); ok {
			t.Errorf("%s is taken", name)
		}
	}
	for n := range data {
		if _, ok := jpegfile.Read(data[:n]); ok {
			t.Fatalf("a file that is cut off after %d of %d bytes is taken", n, len(data))
		}
	}
}

// Only the picture goes on: no notes of the camera, and nothing after the end.
func TestMetadata(t *testing.T) {
	data := plain(t)
	noted := with(with(with(data, 0xe1, "Exif\x00\x00 N 52° 31'"), 0xfe, "a secret"), 0xe2, "ICC_PROFILE\x00\x01\x01")
	noted = append(with(noted, 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"), "\xff\xd8 another picture"...)
	f, ok := jpegfile.Read(noted)
	if !ok {
		t.Fatal("it is not taken")
	}
	if want := with(data, 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"); !bytes.Equal(f.Data, want) {
		t.Errorf("there are %d bytes, want %d", len(f.Data), len(want))
	}
}

// Whatever is taken has the size that a decoder finds, and is taken again as it is.
func FuzzRead(f *testing.F) {
	f.Add(plain(f))
	f.Add(with(plain(f), 0xe1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, ok := jpegfile.Read(data)
		if !ok {
			return
		}
		if len(file.Data) > len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(file.Data))
		}
		again, ok := jpegfile.Read(file.Data)
		if !ok || !bytes.Equal(again.Data, file.Data) {
			t.Fatal("what was taken is not taken again")
		}
		if c, err := jpeg.DecodeConfig(bytes.NewReader(file.Data)); err == nil && (c.Width != file.Width || c.Height != file.Height) {
			t.Fatalf("%d×%d px, not %d×%d", file.Width, file.Height, c.Width, c.Height)
		}
	})
}
