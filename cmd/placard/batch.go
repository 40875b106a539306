package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"placard/render"
	"placard/templates"
)

// batchCmd makes a picture for each row of a table.
type batchCmd struct {
	Rows     string `arg:"" help:"Table: .csv, .tsv, .json (a list of objects) or .jsonl (an object a line); - is standard input."`
	Template string `required:"" help:"Template id, or path of a template file." placeholder:"TEMPLATE"`
	Output   string `required:"" short:"o" help:"Folder to write the pictures and their manifest.json into." placeholder:"DIR"`
	content  `embed:""`

	Name     string   `help:"File name of a row's picture, such as '{{slug}}.jpg' from its columns; {{row}} is its number. Default: column slug or id, or else the number." placeholder:"PATTERN"`
	Ignore   []string `help:"Column that the template has nothing for; may be repeated. * is all such." placeholder:"COLUMN"`
	Format   string   `help:"Format, where --name does not say: jpg, png, webp or pdf. Default: jpg." placeholder:"FORMAT"`
	Scale    float64  `help:"Size against the design, 0.05 to 4." default:"1"`
	Jobs     int      `short:"j" help:"Pictures made at once. Default: one a core." placeholder:"N"`
	Force    bool     `help:"Make every picture anew, also those that are there and unchanged."`
	Verbose  bool     `short:"v" help:"Print a line a row."`
	encoding `embed:""`
	paper    `embed:""`
}

// Help is shown by placard batch --help.
func (batchCmd) Help() string {
	return `Columns are variables, layers or fields of layers, named as in render --set: title, hero, title.color. An empty
cell of a field leaves the field as it is. --set and --changes hold for all rows, and a row's own values come
after them.

A row whose picture is there and would be the same is left alone, so that a run that was interrupted goes on
where it was. A row that is wrong is named and does not stop the others; the exit status is then 1.
manifest.json in the folder has a line for each row: file, status, digest, bytes, alternative text, error.

Examples:
  placard batch posts.csv --template article-card -o cards
  placard batch posts.csv --template ./card.json -o cards --name '{{lang}}/{{slug}}.png' --ignore '*'
  placard batch guests.json --template badge -o badges --format pdf --paper-size A6
  curl https://example.com/posts.jsonl | placard batch - --template og-card -o cards`
}

// maxJobs is more than any machine here has cores.
const maxJobs = 256

// Validate refuses what cannot be done whatever is in the rows.
func (c *batchCmd) Validate() error {
	if c.Rows == "-" && c.Changes == "-" {
		return errors.New("standard input can be the rows or --changes, not both")
	}
	if c.Jobs < 0 || c.Jobs > maxJobs {
		return fmt.Errorf("--jobs: %d is not in 1..%d", c.Jobs, maxJobs)
	}
	_, err := c.format()
	return err
}

// Run makes the pictures.
func (c *batchCmd) Run(ctx context.Context, app *cli, std *streams) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	data, err := readFile(c.Rows)
	if err != nil {
		return err
	}
	source := c.Rows
	if source == "-" {
		source = "standard input"
	}
	table, err := readTable(c.Rows, data)
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	return app.withLibrary(ctx, std, func(l *library) error {
		b := &batchRun{table: table, opt: opt, force: c.Force, dir: c.Output}
		if b.template, err = findTemplate(ctx, l, c.Template); err != nil {
			return err
		}
		if b.common, err = c.changes(b.template); err != nil {
			return err
		}
		if err := c.name(b); err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		cfg := render.DefaultConfig()
		cfg.Workers = c.jobs()
		if b.renderer, err = l.renderer(cfg); err != nil {
			return err
		}
		return c.run(ctx, b, std)
	}, assetsBeside(c.Template)...)
}

// name says which columns are for the template, and what each row's file is called.
func (c *batchCmd) name(b *batchRun) error {
	pattern, err := parsePattern(c.Name, b.table, b.opt.Format)
	if err != nil {
		return err
	}
	if b.columns, err = chooseColumns(b.table, b.template, pattern, c.Ignore); err != nil {
		return err
	}
	nameRows(b.table, pattern)
	return nil
}

// run makes the pictures and says what became of the rows.
func (c *batchCmd) run(ctx context.Context, b *batchRun, std *streams) error {
	if err := os.MkdirAll(c.Output, 0o755); err != nil {
		return err
	}
	started := time.Now()
	m, err := openManifest(filepath.Join(c.Output, manifestName))
	if err != nil {
		return err
	}
	show := newProgress(std.err, len(b.table.rows), c.Verbose)
	counts, err := b.work(ctx, c.jobs(), m, show)
	show.done()
	if err := errors.Join(err, m.close(b.table)); err != nil {
		if errors.Is(err, context.Canceled) {
			fmt.Fprintf(std.err, "interrupted: %s; the same command goes on\n", counts)
		}
		return err
	}
	summary := fmt.Sprintf("%d rows: %s, in %s", len(b.table.rows), counts, time.Since(started).Round(10*time.Millisecond))
	if counts[statusFailed] > 0 {
		return errors.New(summary)
	}
	fmt.Fprintln(std.err, summary)
	return nil
}

func (c *batchCmd) jobs() int {
	if c.Jobs == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return c.Jobs
}

// options are the same for all rows.
func (c *batchCmd) options() (opt render.Options, err error) {
	opt = render.Options{Scale: c.Scale, Page: c.Page}
	c.setEncoding(&opt)
	if opt.Format, err = c.format(); err != nil {
		return opt, err
	}
	opt.PDF, err = c.onPaper()
	return opt, err
}

// format is that of the name's extension, or of --format.
func (c *batchCmd) format() (render.Format, error) {
	ext := strings.TrimPrefix(filepath.Ext(c.Name), ".")
	if strings.Contains(ext, "}}") {
		ext = "" // a dot in a placeholder
	}
	switch {
	case c.Format == "" && ext == "":
		return render.JPEG, nil
	case c.Format == "":
		format, err := render.ParseFormat(ext)
		if err != nil {
			return "", fmt.Errorf("--name: %w", err)
		}
		return format, nil
	}
	format, err := render.ParseFormat(c.Format)
	if err != nil {
		return "", fmt.Errorf("--%w", err)
	}
	if ext == "" {
		return format, nil
	}
	if named, err := render.ParseFormat(ext); err != nil || named != format {
		return "", fmt.Errorf("--name ends in .%s, but --format is %s", ext, c.Format)
	}
	return format, nil
}

// batchRun is what there is to do.
type batchRun struct {
	table    *batchTable
	columns  columns
	template *templates.Template
	common   templates.Changes // of all rows
	renderer *render.Renderer
	opt      render.Options
	force    bool
	dir      string
}
