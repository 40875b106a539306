package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"placard/render"
)

// pattern makes file names of rows.
type pattern struct {
	parts  []string // text, column, text, column, …, text
	ext    string   // to add, with its dot; empty: the text has it
	digits int      // of the highest row number
}

// rowColumn is the column that every table has.
const rowColumn = "row"

// parsePattern reads --name; without one, the table has a column that names rows, or the row's number does.
func parsePattern(text string, t *batchTable, format render.Format) (*pattern, error) {
	if text == "" {
		text = "{{" + rowColumn + "}}"
		for _, column := range []string{"slug", "id"} {
			if slices.Contains(t.columns, column) {
				text = "{{" + column + "}}"
				break
			}
		}
	}
	p := &pattern{digits: len(strconv.Itoa(len(t.rows)))}
	if ext := path.Ext(text); ext == "" || strings.Contains(ext, "}}") {
		p.ext = "." + format.Ext()
	}
	for {
		before, rest, found := strings.Cut(text, "{{")
		p.parts = append(p.parts, before)
		if !found {
			return p, p.check()
		}
		column, after, closed := strings.Cut(rest, "}}")
		column = strings.TrimSpace(column)
		if !closed {
			return nil, errors.New("--name: {{ is not closed; write {{slug}}")
		}
		if column != rowColumn && !slices.Contains(t.columns, column) {
			return nil, fmt.Errorf("--name: there is no column %q; there are %s, and %s", column, strings.Join(t.columns, ", "), rowColumn)
		}
		p.parts = append(p.parts, column)
		text = after
	}
}

// check refuses a pattern that leaves the folder, whatever the columns hold.
func (p *pattern) check() error {
	example := ""
	for i, part := range p.parts {
		if i%2 == 1 {
			part = "x"
		}
		example += part
	}
	if !filepath.IsLocal(example) || strings.Contains(example, `\`) {
		return fmt.Errorf("--name: %q does not stay within the folder", example)
	}
	return nil
}

// columns are those that the pattern takes.
func (p *pattern) columns() []string {
	var names []string
	for i := 1; i < len(p.parts); i += 2 {
		names = append(names, p.parts[i])
	}
	return names
}

// maxNameBytes is what file systems take for a name, less what a temporary one adds.
const maxNameBytes = 240

// of is the file name for a row, with slashes.
func (p *pattern) of(r *batchRow) (string, error) {
	var sb strings.Builder
	for i, part := range p.parts {
		if i%2 == 0 {
			sb.WriteString(part)
			continue
		}
		value := r.text(part)
		if part == rowColumn && value == "" {
			value = fmt.Sprintf("%0*d", p.digits, r.number)
		}
		if err := checkName(value); err != nil {
			return "", fmt.Errorf("%s: %w", part, err)
		}
		sb.WriteString(value)
	}
	name := path.Clean(sb.String() + p.ext)
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > maxNameBytes {
			return "", fmt.Errorf("its file name has %d bytes; the limit is %d", len(part), maxNameBytes)
		}
		if strings.HasPrefix(part, ".") || strings.TrimRight(part, " .") != part {
			return "", fmt.Errorf("%q is no name for a file", part)
		}
	}
	return name, nil
}

// checkName refuses a value that would be more than a part of a file's name, here or on another system.
func checkName(value string) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("it is empty, and the file is named by it")
	}
	bad := strings.IndexFunc(value, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) })
	if bad >= 0 {
		return fmt.Errorf("%q cannot be part of a file's name: it has %q", value, []rune(value[bad:])[0])
	}
	return nil
}

// nameRows gives every row its file. Of two that would have the same, also on systems that do not tell
// capitals, the later one is wrong.
func nameRows(t *batchTable, p *pattern) {
	taken := map[string]*batchRow{}
	for i := range t.rows {
		r := &t.rows[i]
		name, err := p.of(r)
		key := strings.ToLower(name)
		if other := taken[key]; err == nil && other != nil {
			err = fmt.Errorf("its file would be %s, which is that of %s", name, other.where())
		}
		if err == nil {
			r.file = name
			taken[key] = r
		}
		if r.err == nil {
			r.err = err
		}
	}
}
