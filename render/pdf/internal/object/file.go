package object

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// File collects objects.
type File struct {
	objects [][]byte // of object 1, 2, …; nil: reserved
	size    int
	shared  map[[sha256.Size]byte]Ref // by what they say
}

// Reserve gives an object its number before it is known. Put must follow.
func (f *File) Reserve() Ref {
	f.objects = append(f.objects, nil)
	return Ref(len(f.objects))
}

// Put writes a reserved object.
func (f *File) Put(at Ref, value any) { f.set(at, Append(nil, value)) }

// Add writes a new object.
func (f *File) Add(value any) Ref {
	at := f.Reserve()
	f.Put(at, value)
	return at
}

// PutStream writes a reserved object as a stream. Data is deflated unless the dictionary has a Filter, which
// says how it is encoded already.
func (f *File) PutStream(at Ref, d Dict, data []byte) {
	if d["Filter"] == nil {
		if packed := Deflate(data); len(packed) < len(data) {
			d["Filter"], data = Name("FlateDecode"), packed
		}
	}
	f.putStream(at, d, data)
}

// AddPlain writes a new object as a stream that programs read which know nothing of PDF: it is not deflated.
func (f *File) AddPlain(d Dict, data []byte) Ref {
	at := f.Reserve()
	f.putStream(at, d, data)
	return at
}

func (f *File) putStream(at Ref, d Dict, data []byte) {
	d["Length"] = len(data)
	out := make([]byte, 0, len(data)+256)
	out = Append(out, d)
	out = append(out, "\nstream\n"...)
	out = append(out, data...)
	f.set(at, append(out, "\nendstream"...))
}

// AddStream writes a new object as a stream, as PutStream does.
func (f *File) AddStream(d Dict, data []byte) Ref {
	at := f.Reserve()
	f.PutStream(at, d, data)
	return at
}

// Share writes an object, or gives the one that says the same and was shared as well.
func (f *File) Share(value any) Ref {
	data := Append(nil, value)
	at, known := f.share(data)
	if !known {
		f.set(at, data)
	}
	return at
}

// ShareStream writes a stream as AddStream does, or gives the one that says the same and was shared as well.
func (f *File) ShareStream(d Dict, data []byte) Ref {
	at, known := f.share(append(Append(nil, d), data...))
	if !known {
		f.PutStream(at, d, data)
	}
	return at
}

// share gives what is to be shared its number, and says whether it is written already.
func (f *File) share(says []byte) (at Ref, known bool) {
	key := sha256.Sum256(says)
	if at, known = f.shared[key]; known {
		return at, true
	}
	if f.shared == nil {
		f.shared = map[[sha256.Size]byte]Ref{}
	}
	f.shared[key] = f.Reserve()
	return f.shared[key], false
}

func (f *File) set(at Ref, data []byte) {
	f.objects[at-1] = data
	f.size += len(data) + 64
}

// Size is about how many bytes the file has so far.
func (f *File) Size() int { return f.size }

// deflaters are reused: each has 0.6 MB of tables.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// Deflate compresses as FlateDecode expects (RFC 1950).
func Deflate(data []byte) []byte {
	var out bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	_, _ = w.Write(data) // a Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// header says 1.7, and by its second line that the file is binary (section 7.5.2).
const header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

// Bytes ends the file: the cross-reference table and the trailer, which names the catalog and the
// information dictionary. The file's identifier is a hash of its content.
func (f *File) Bytes(root, info Ref) []byte {
	out := make([]byte, 0, f.size+len(header))
	out = append(out, header...)
	offsets := make([]int, len(f.objects))
	for i, data := range f.objects {
		offsets[i] = len(out)
		out = fmt.Appendf(out, "%d 0 obj\n", i+1)
		out = append(out, data...)
		out = append(out, "\nendobj\n"...)
	}
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, offset := range offsets {
		out = fmt.Appendf(out, "%010d 00000 n \n", offset)
	}
	sum := sha256.Sum256(out)
	id := Bytes(sum[:16])
	out = append(out, "trailer\n"...)
	trailer := Dict{"Size": len(f.objects) + 1, "Root": root, "ID": Array{id, id}}
	if info != 0 {
		trailer["Info"] = info
	}
	out = Append(out, trailer)
	return fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", start)
}
