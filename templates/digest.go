package templates

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"reflect"
)

// digestVersion starts what is hashed. It changes when the encoding below does, so that digests of the
// one and the other never meet in a cache.
const digestVersion = "placard document 3\n"

// Digest identifies the document's content: it is lower-case hex of a SHA-256 over every field of the
// document and its layers. Equal documents have equal digests in every process, and documents that
// differ in any field have different ones.
func (d *Document) Digest() string { return d.digest }

// digest hashes a document, which has none yet.
func digest(d *Document) string {
	var room [4 << 10]byte // a card of ten layers takes 2 kB
	sum := sha256.Sum256(encode(append(room[:0], digestVersion...), reflect.ValueOf(d).Elem()))
	return hex.EncodeToString(sum[:])
}

// encode appends a value so that no two values of one type have the same bytes, nor one that is the
// start of the other's: numbers are eight bytes, what varies in length stands behind its count, and what may be of
// several types behind the type's name. It walks the types, so a new field cannot be forgotten.
func encode(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(out, 1)
		}
		return append(out, 0)
	case reflect.Int:
		return binary.BigEndian.AppendUint64(out, uint64(v.Int()))
	case reflect.Uint8:
		return append(out, byte(v.Uint()))
	case reflect.Float64:
		return binary.BigEndian.AppendUint64(out, math.Float64bits(v.Float()))
	case reflect.String:
		return appendText(out, v.String())
	case reflect.Slice:
		return encodeAll(binary.AppendUvarint(out, uint64(v.Len())), v.Len(), v.Index)
	case reflect.Array:
		return encodeAll(out, v.Len(), v.Index)
	case reflect.Struct:
		return encodeAll(out, v.NumField(), v.Field)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(out, 0)
		}
		out = append(out, 1)
		if v.Kind() == reflect.Interface {
			out = appendText(out, v.Elem().Type().String())
		}
		return encode(out, v.Elem())
	default:
		panic("templates: no encoding for " + v.Type().String()) // a test encodes every type there is
	}
}

// encodeAll appends count parts of a value.
func encodeAll(out []byte, count int, part func(int) reflect.Value) []byte {
	for i := range count {
		out = encode(out, part(i))
	}
	return out
}

// appendText appends a string behind its length.
func appendText(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}
