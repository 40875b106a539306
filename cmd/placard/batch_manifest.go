package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// manifestName is the file that says what became of each row.
const manifestName = "manifest.json"

// The statuses of a row.
const (
	statusMade      = "made"
	statusUnchanged = "unchanged"
	statusFailed    = "failed"
)

// entry is what the manifest says of a row.
type entry struct {
	Row      int      `json:"row"`
	File     string   `json:"file,omitempty"`
	Status   string   `json:"status"`
	Digest   string   `json:"digest,omitempty"` // of all that decides about the bytes
	Bytes    int64    `json:"bytes,omitempty"`
	Width    int      `json:"width,omitempty"`
	Height   int      `json:"height,omitempty"`
	Alt      string   `json:"alt,omitempty"`
	Problems []string `json:"problems,omitempty"` // pictures that could not be had, where something stands in
	Error    string   `json:"error,omitempty"`
}

// manifest is a JSON list of entries in a file, an entry a line. It is a whole list after each entry: one
// write puts the next over the closing bracket, together with a new bracket. A run that is killed so loses
// the row that it was about to enter, and no more.
type manifest struct {
	path   string
	file   *os.File
	end    int64            // where the closing bracket is
	former map[string]entry // of earlier runs, by their files
	made   map[int]entry    // of this run, by their rows
}

// ending closes the list.
const ending = "\n]\n"

// openManifest reads what earlier runs have made, and starts a list with it.
func openManifest(path string) (*manifest, error) {
	m := &manifest{path: path, former: map[string]entry{}, made: map[int]entry{}}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range readEntries(data) {
		if e.File != "" && e.Digest != "" {
			m.former[e.File] = e
		}
	}
	kept := slices.SortedFunc(maps.Values(m.former), func(a, b entry) int { return a.Row - b.Row })
	content := encodeEntries(kept)
	if err := replaceFile(path, content); err != nil {
		return nil, err
	}
	if m.file, err = os.OpenFile(path, os.O_WRONLY, 0); err != nil {
		return nil, err
	}
	m.end = int64(len(content) - len(ending))
	return m, nil
}

// readEntries reads as many entries as are whole.
func readEntries(data []byte) []entry {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if open, err := decoder.Token(); err != nil || open != json.Delim('[') {
		return nil
	}
	var entries []entry
	for decoder.More() {
		var e entry
		if decoder.Decode(&e) != nil {
			break
		}
		entries = append(entries, e)
	}
	return entries
}

// encodeEntries writes the whole list.
func encodeEntries(entries []entry) []byte {
	out := []byte("[")
	for i := range entries {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, '\n'), encodeEntry(entries[i])...)
	}
	return append(out, ending...)
}

func encodeEntry(e entry) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(e) // plain values, into memory: cannot fail
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// add enters what became of a row. Of a picture that is as it was, the list says so only once it is closed:
// it has it already. One that was made anew is in it twice until then, and the later entry holds.
func (m *manifest) add(e entry) error {
	m.made[e.Row] = e
	if e.Status == statusUnchanged && m.former[e.File].Row == e.Row {
		return nil
	}
	var text []byte
	if m.end > 1 {
		text = append(text, ',')
	}
	text = append(append(text, '\n'), encodeEntry(e)...)
	_, err := m.file.WriteAt(append(text, ending...), m.end)
	m.end += int64(len(text))
	return err
}

// close writes the list anew, by the order of the rows. Rows that an interrupted run did not come to are
// as they were before.
func (m *manifest) close(t *batchTable) error {
	var entries []entry
	for i := range t.rows {
		r := &t.rows[i]
		if e, ok := m.made[r.number]; ok {
			entries = append(entries, e)
		} else if e, ok := m.former[r.file]; ok {
			e.Row = r.number
			entries = append(entries, e)
		}
	}
	return errors.Join(m.file.Close(), replaceFile(m.path, encodeEntries(entries)))
}
