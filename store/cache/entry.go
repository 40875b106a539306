package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"
)

// entry is a body and when it was made.
type entry struct {
	body    []byte
	created time.Time
}

// A file holds, big endian:
//
//	offset  bytes
//	     0      8  magic, whose last byte is the version
//	     8     32  SHA-256 of all that follows
//	    40      8  created, ns since 1970 UTC
//	    48      4  length of the key
//	    52      …  key
//	     …      …  body
//
// The key is in the file, and under the checksum, so that a file that was copied or renamed to another
// key's place is not served in its stead.
const (
	magic       = "placard\x01"
	sumOffset   = len(magic)
	dataOffset  = sumOffset + sha256.Size
	keyOffset   = dataOffset + 8 + 4
	fileMinimum = keyOffset
)

var (
	errVersion  = errors.New("written by another version")
	errChecksum = errors.New("does not match its checksum")
	errKey      = errors.New("belongs to another key")
)

func (e entry) encode(key string) []byte {
	file := make([]byte, keyOffset, keyOffset+len(key)+len(e.body))
	copy(file, magic)
	binary.BigEndian.PutUint64(file[dataOffset:], uint64(e.created.UnixNano()))
	binary.BigEndian.PutUint32(file[dataOffset+8:], uint32(len(key)))
	file = append(file, key...)
	file = append(file, e.body...)
	sum := sha256.Sum256(file[dataOffset:])
	copy(file[sumOffset:], sum[:])
	return file
}

// decode reads a file of key; the body aliases it. Nothing of it is believed before the checksum is.
func decode(file []byte, key string) (entry, error) {
	if len(file) < fileMinimum || string(file[:len(magic)]) != magic {
		return entry{}, errVersion
	}
	sum := sha256.Sum256(file[dataOffset:])
	if !bytes.Equal(sum[:], file[sumOffset:dataOffset]) {
		return entry{}, errChecksum
	}
	created := binary.BigEndian.Uint64(file[dataOffset:])
	keyLen := uint64(binary.BigEndian.Uint32(file[dataOffset+8:]))
	rest := file[keyOffset:]
	if keyLen > uint64(len(rest)) || string(rest[:keyLen]) != key {
		return entry{}, errKey
	}
	return entry{body: rest[keyLen:], created: time.Unix(0, int64(created))}, nil
}
