package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"placard/render"
	"placard/render/lint"
	"placard/templates"
)

// lintCmd judges templates.
type lintCmd struct {
	Paths  []string `arg:"" name:"path" help:"Template file, or folder to look for templates in."`
	Strict bool     `help:"Exit with 1 on warnings too."`
	Ignore []string `help:"Rule not to hold the templates to; may be repeated." placeholder:"RULE"`
	JSON   bool     `name:"json" help:"Print the problems as a JSON list."`
}

// Help is shown by placard lint --help.
func (lintCmd) Help() string {
	help := `Each template is drawn with its samples, and each of its texts is tried in turn with nothing, a long text, a long
word, capitals, Arabic, Japanese and emoji. What callers are not to change is left alone: lock its layer. Pictures from
the web are taken to be grey. Exits with 1 if there are errors.

Rules:
`
	for _, name := range slices.Sorted(maps.Keys(lint.Rules)) {
		rule := lint.Rules[name]
		help += fmt.Sprintf("  %-16s %-8s %s\n", name, rule.Severity, rule.About)
	}
	return help + `
Examples:
  placard lint my-card.json
  placard lint --strict --ignore contrast placard-data/templates`
}

// Validate refuses rules that there are not.
func (c *lintCmd) Validate() error {
	for _, name := range c.Ignore {
		if _, ok := lint.Rules[name]; ok {
			continue
		}
		rules := slices.Sorted(maps.Keys(lint.Rules))
		if near := templates.Nearest(name, rules); near != "" {
			return fmt.Errorf("--ignore: no rule %q; did you mean %q?", name, near)
		}
		return fmt.Errorf("--ignore: no rule %q; see placard lint --help", name)
	}
	return nil
}

// errFlawed is how lint says that it found what it has printed.
var errFlawed = errors.New("the templates have problems")

// Run judges each template.
func (c *lintCmd) Run(ctx context.Context, app *cli, std *streams) error {
	names, err := templatesIn(c.Paths)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return errors.New("there are no templates here: files of JSON with layers or pages")
	}
	progress := newProgress(std.err, len(names), false)
	defer progress.done()
	all := []lint.Problem{}
	for dir, files := range byFolder(names) {
		found, err := c.folder(ctx, app, std, files, progress)
		if err != nil {
			return err
		}
		unused, err := unusedAssets(dir, files)
		if err != nil {
			return err
		}
		for _, p := range append(found, unused...) {
			if !slices.Contains(c.Ignore, p.Rule) {
				all = append(all, p)
			}
		}
	}
	progress.done()
	return c.print(all, len(names), std)
}

// byFolder yields files folder by folder, in order, since those of a folder share its assets.
func byFolder(names []string) func(yield func(string, []string) bool) {
	of := map[string][]string{}
	for _, name := range names {
		of[filepath.Dir(name)] = append(of[filepath.Dir(name)], name)
	}
	return func(yield func(string, []string) bool) {
		for _, dir := range slices.Sorted(maps.Keys(of)) {
			if !yield(dir, of[dir]) {
				return
			}
		}
	}
}

// folder judges the templates of a folder.
func (c *lintCmd) folder(ctx context.Context, app *cli, std *streams, names []string, progress *progress) ([]lint.Problem, error) {
	var all []lint.Problem
	err := app.withLibrary(ctx, std, func(l *library) error {
		linter, err := l.linter()
		if err != nil {
			return err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			problems, err := linter.Lint(ctx, data)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			for _, p := range problems {
				p.File = name
				all = append(all, p)
			}
			progress.step()
		}
		return nil
	}, assetsBeside(names[0])...)
	return all, err
}

// linter draws with what the library has, and without a network.
func (l *library) linter() (*lint.Linter, error) {
	cfg := render.DefaultConfig()
	cfg.Remote = lint.StandIn{}
	renderer, err := l.renderer(cfg)
	if err != nil {
		return nil, err
	}
	return lint.New(renderer), nil
}

// print writes the problems, as a compiler does or as JSON, and says by its error whether the templates pass.
func (c *lintCmd) print(problems []lint.Problem, files int, std *streams) error {
	errs := 0
	for _, p := range problems {
		if p.Severity == lint.Failure {
			errs++
		}
	}
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		if err := enc.Encode(problems); err != nil {
			return err
		}
	} else {
		printProblems(std.out, problems)
		fmt.Fprintf(std.err, "%d templates, %d errors, %d warnings\n", files, errs, len(problems)-errs)
	}
	if errs > 0 || c.Strict && len(problems) > 0 {
		return errFlawed
	}
	return nil
}

func printProblems(out io.Writer, problems []lint.Problem) {
	for _, p := range problems {
		where := p.File
		if p.Line > 0 {
			where = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
		}
		fmt.Fprintf(out, "%s: %s: %s (%s)\n", where, p.Severity, p.Message, p.Rule)
	}
}
