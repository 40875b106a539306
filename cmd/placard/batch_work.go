package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"placard/render"
)

// counts is how many rows have which status.
type counts map[string]int

// String lists all that a batch can end with.
func (c counts) String() string {
	return fmt.Sprintf("%d made, %d unchanged, %d failed", c[statusMade], c[statusUnchanged], c[statusFailed])
}

// rowResult is what a worker has for a row: an entry, and a picture that is still to be put in its place.
type rowResult struct {
	entry entry
	temp  string // path of the picture; empty: there is none
}

// work makes the pictures on as many goroutines as jobs says. What they make is put in its place and
// entered one by one, so that the manifest never lacks more than one picture that is there.
func (b *batchRun) work(ctx context.Context, jobs int, m *manifest, show *progress) (counts, error) {
	working, stop := context.WithCancel(ctx)
	defer stop()
	rows := make(chan *batchRow)
	results := make(chan rowResult)
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			for r := range rows {
				results <- b.row(working, r, m.former[r.file])
			}
		})
	}
	go func() {
		defer func() { close(rows); workers.Wait(); close(results) }()
		for i := range b.table.rows {
			select {
			case rows <- &b.table.rows[i]:
			case <-working.Done():
				return
			}
		}
	}()
	total := counts{}
	var failed error
	for r := range results {
		if working.Err() != nil && r.entry.Status == statusFailed || failed != nil {
			continue // it failed because it was stopped
		}
		if failed = b.enter(r, m); failed != nil {
			stop()
			continue
		}
		total[r.entry.Status]++
		show.row(b.table.rows[r.entry.Row-1].where(), &r.entry)
	}
	return total, errors.Join(failed, ctx.Err())
}

// enter puts a picture in its place, and enters what became of the row.
func (b *batchRun) enter(r rowResult, m *manifest) error {
	if r.temp != "" {
		if err := os.Rename(r.temp, b.path(r.entry.File)); err != nil {
			return err
		}
	}
	return m.add(r.entry)
}

// path is where a file of the batch lies.
func (b *batchRun) path(file string) string { return filepath.Join(b.dir, filepath.FromSlash(file)) }

// row makes the picture of a row, unless it is there.
func (b *batchRun) row(ctx context.Context, r *batchRow, former entry) rowResult {
	made, err := b.picture(ctx, r, former)
	made.entry.Row, made.entry.File = r.number, r.file
	if err != nil {
		return rowResult{entry: entry{Row: r.number, File: r.file, Status: statusFailed, Error: inOneLine(err)}}
	}
	return made
}

// inOneLine says what is wrong with a row. Changes here are columns, and what a change calls the value of a
// variable is the column itself.
func inOneLine(err error) string {
	var words []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		where, what, ok := strings.Cut(strings.TrimPrefix(line, "changes."), ": ")
		if ok {
			where = strings.TrimSuffix(where, ".value") + ": "
		}
		words = append(words, where+what)
	}
	return strings.Join(words, "; ")
}

func (b *batchRun) picture(ctx context.Context, r *batchRow, former entry) (made rowResult, err error) {
	if r.err != nil {
		return made, r.err
	}
	changes, err := b.columns.changes(b.template, r)
	if err != nil {
		return made, err
	}
	doc, err := b.template.Apply(slices.Concat(b.common, changes))
	if err != nil {
		return made, err
	}
	err = b.renderer.Do(ctx, doc, b.opt, func(job *render.Job) error {
		if !b.force && former.Digest == job.Key() && b.has(former) {
			made = rowResult{entry: former}
			made.entry.Status, made.entry.Error = statusUnchanged, ""
			return nil
		}
		out, err := job.Render(ctx)
		if err != nil {
			return err
		}
		made.entry = entry{
			Status: statusMade, Digest: job.Key(), Bytes: int64(len(out.Bytes)),
			Width: out.Width, Height: out.Height, Alt: out.Alt, Problems: job.Problems(),
		}
		made.temp, err = b.write(r.file, out.Bytes)
		return err
	})
	return made, err
}

// has says whether a picture that was made is still there.
func (b *batchRun) has(former entry) bool {
	info, err := os.Stat(b.path(former.File))
	return err == nil && info.Mode().IsRegular() && info.Size() == former.Bytes
}

// write writes a picture beside its place. A run that is killed leaves such a file; the next one writes over
// it.
func (b *batchRun) write(file string, data []byte) (temp string, err error) {
	dir, name := filepath.Split(b.path(file))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	temp = filepath.Join(dir, "."+name+".part")
	return temp, os.WriteFile(temp, data, 0o644)
}
