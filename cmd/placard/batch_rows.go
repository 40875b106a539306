package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// maxTableBytes and maxTableRows bound what is held in memory; a table of a hundred thousand rows is
	// an hour of work.
	maxTableBytes = 256 << 20
	maxTableRows  = 100_000
)

// batchTable is what a file of rows holds.
type batchTable struct {
	columns []string // of CSV in their order; of JSON those that any row has
	objects bool     // it is JSON, where a cell may be an object of a layer's fields
	rows    []batchRow
}

// batchRow is one row of a table.
type batchRow struct {
	number int // from 1
	line   int // where it starts in the file, from 1; 0: unknown
	cells  []batchCell
	err    error  // what is wrong with it; it is then not drawn
	file   string // of its picture, with slashes, once it is named
}

// batchCell is a value under its column's name.
type batchCell struct {
	column string
	text   string          // of CSV, or of a scalar in JSON
	json   json.RawMessage // nil: CSV
}

// where names the row in messages.
func (r *batchRow) where() string {
	if r.line == 0 {
		return fmt.Sprintf("row %d", r.number)
	}
	return fmt.Sprintf("row %d (line %d)", r.number, r.line)
}

// text is the value of a column, as a file name has it.
func (r *batchRow) text(column string) string {
	for i := range r.cells {
		if r.cells[i].column == column {
			return r.cells[i].text
		}
	}
	return ""
}

// readTable reads rows in the form that the file's name says, or else in the one that they look like.
func readTable(name string, data []byte) (*batchTable, error) {
	if len(data) > maxTableBytes {
		return nil, fmt.Errorf("%d MB; the limit is %d", len(data)>>20, maxTableBytes>>20)
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, errors.New("it is UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, errors.New("it is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)")
	}
	read := readCSV
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case ext == ".json", ext == ".jsonl", ext == ".ndjson":
		read = readJSON
	case ext != ".csv" && ext != ".tsv" && bytes.ContainsAny(bytes.TrimSpace(data)[:min(1, len(bytes.TrimSpace(data)))], "[{"):
		read = readJSON
	}
	t, err := read(data)
	switch {
	case err != nil:
		return nil, err
	case len(t.rows) == 0:
		return nil, errors.New("there are no rows in it")
	case len(t.rows) > maxTableRows:
		return nil, fmt.Errorf("%d rows; the limit is %d", len(t.rows), maxTableRows)
	}
	return t, nil
}

// readCSV reads a table whose first row names the columns (RFC 4180). Between the columns may stand
// commas, semicolons or tabs, whichever the first row has most of.
func readCSV(data []byte) (*batchTable, error) {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1 // counted here: a wrong row must not stop the others
	skipped := 0
	if comma, rest, ok := excelSeparator(data); ok {
		reader = csv.NewReader(bytes.NewReader(rest))
		reader.FieldsPerRecord, reader.Comma, skipped = -1, comma, 1
	} else {
		reader.Comma = separator(data)
	}
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty; the first row names the columns")
	}
	t := &batchTable{}
	for err == nil {
		if t.columns == nil {
			if t.columns, err = checkHeader(header); err != nil {
				return nil, err
			}
		}
		var record []string
		record, err = reader.Read()
		if err != nil {
			break
		}
		line, _ := reader.FieldPos(0)
		t.add(record, line+skipped)
	}
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return t, nil
	case errors.As(err, &parse):
		return nil, fmt.Errorf("line %d, column %d: %w; the record starts on line %d", parse.Line+skipped, parse.Column, parse.Err, parse.StartLine+skipped)
	}
	return nil, err
}

// add adds a record, unless it is blank, as spreadsheets leave them at the end.
func (t *batchTable) add(record []string, line int) {
	if strings.Join(record, "") == "" {
		return
	}
	r := batchRow{number: len(t.rows) + 1, line: line}
	if len(record) != len(t.columns) {
		r.err = fmt.Errorf("it has %d cells, and the first row %d", len(record), len(t.columns))
	}
	for i := range min(len(record), len(t.columns)) {
		if t.columns[i] != "" {
			r.cells = append(r.cells, batchCell{column: t.columns[i], text: record[i]})
		}
	}
	t.rows = append(t.rows, r)
}

// checkHeader checks the names of columns. An empty one is a column without a use.
func checkHeader(header []string) ([]string, error) {
	seen := map[string]bool{}
	names := make([]string, len(header))
	for i, name := range header {
		name = strings.TrimSpace(name)
		if name != "" && seen[name] {
			return nil, fmt.Errorf("two columns are called %q", name)
		}
		seen[name] = true
		names[i] = name
	}
	return names, nil
}

// excelSeparator reads a first line "sep=;", by which a table tells spreadsheets what stands between the
// columns.
func excelSeparator(data []byte) (comma rune, rest []byte, ok bool) {
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	value, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(string(line), "\r")), "sep=")
	comma, size := utf8.DecodeRuneInString(value)
	return comma, rest, ok && size > 0 && size == len(value) && comma != '"'
}

// separator is what stands between the columns of the first row, outside of quotes, most often.
func separator(data []byte) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range string(data[:min(len(data), 64<<10)]) {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// readJSON reads a list of objects, or one object after the other.
func readJSON(data []byte) (*batchTable, error) {
	t := &batchTable{objects: true}
	decoder := json.NewDecoder(bytes.NewReader(data))
	list := bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("["))
	if list {
		_, _ = decoder.Token() // the bracket
	}
	seen := map[string]bool{}
	line, counted := 1, 0 // of the bytes so far
	for decoder.More() {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return nil, jsonError(data, decoder, err)
		}
		start := int(decoder.InputOffset()) - len(raw)
		line += bytes.Count(data[counted:start], []byte("\n"))
		counted = start
		r := batchRow{number: len(t.rows) + 1, line: line}
		r.cells, r.err = objectCells(raw)
		for _, c := range r.cells {
			if !seen[c.column] {
				seen[c.column] = true
				t.columns = append(t.columns, c.column)
			}
		}
		t.rows = append(t.rows, r)
	}
	if list {
		if _, err := decoder.Token(); err != nil {
			return nil, jsonError(data, decoder, err)
		}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, jsonError(data, decoder, errors.New("there is more after the end"))
	}
	return t, nil
}

// jsonError says on which line JSON is broken.
func jsonError(data []byte, decoder *json.Decoder, err error) error {
	at := decoder.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early")
	}
	return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:min(int(at), len(data))], []byte("\n")), err)
}

// objectCells are the members of an object, in their order.
func objectCells(raw json.RawMessage) ([]batchCell, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.New("it is no object; want {\"title\": \"…\"}")
	}
	var cells []batchCell
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		c := batchCell{column: name.(string)} // names are strings
		if err := decoder.Decode(&c.json); err != nil {
			return nil, err
		}
		var value any
		if err := json.Unmarshal(c.json, &value); err != nil {
			return nil, err
		}
		switch v := value.(type) {
		case string:
			c.text = v
		case bool:
			c.text = strconv.FormatBool(v)
		case float64:
			c.text = string(c.json)
		}
		if value != nil { // null is as good as left out
			cells = append(cells, c)
		}
	}
	return cells, nil
}
