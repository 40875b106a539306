package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"placard/templates"
)

// fmtCmd writes templates in their one canonical form.
type fmtCmd struct {
	Paths []string `arg:"" name:"path" help:"Template file, folder to look for templates in, or - for standard input, which is written to standard output."`
	Check bool     `short:"l" help:"Change nothing; name the files that would change, and exit with 1 if there are any."`
}

// Help is shown by placard fmt --help.
func (fmtCmd) Help() string {
	return `Fields come into the order of the documentation, each layer into a block of its own. What a template draws
does not change. In folders, only files with layers or pages are taken for templates.

Examples:
  placard fmt my-card.json
  placard fmt --check placard-data/templates
  placard fmt - < my-card.json`
}

// Run formats each file; one that cannot be does not keep the others from it.
func (c *fmtCmd) Run(std *streams) error {
	names, err := templatesIn(c.Paths)
	errs := []error{err}
	changed := 0
	for _, name := range names {
		differs, err := c.format(name, std)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		if differs {
			changed++
		}
	}
	if c.Check && changed > 0 {
		errs = append(errs, fmt.Errorf("%d of %d files are not formatted; run placard fmt on them", changed, len(names)))
	}
	return errors.Join(errs...)
}

// templatesIn are paths, with the templates of a folder in its place.
func templatesIn(paths []string) ([]string, error) {
	var names []string
	var errs []error
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == "-":
			names = append(names, path)
		case err != nil:
			errs = append(errs, err)
		case info.IsDir():
			found, err := templateFiles(path)
			names, errs = append(names, found...), append(errs, err)
		default:
			names = append(names, path)
		}
	}
	return names, errors.Join(errs...)
}

// templateFiles are the templates in a folder and below it. Hidden folders are left out.
func templateFiles(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != dir && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case !entry.Type().IsRegular() || filepath.Ext(path) != ".json":
			return nil
		}
		data, err := os.ReadFile(path)
		if err == nil && isTemplate(data) {
			names = append(names, path)
		}
		return err
	})
	return names, err
}

// isTemplate tells a template from other JSON by what it has to have.
func isTemplate(data []byte) bool {
	var has struct{ Layers, Pages json.RawMessage }
	err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &has)
	return err == nil && (has.Layers != nil || has.Pages != nil)
}

// format does one file, and says whether it was not formatted before.
func (c *fmtCmd) format(name string, std *streams) (differs bool, err error) {
	data, err := readFile(name)
	if err != nil {
		return false, err
	}
	formatted, err := templates.Format(data)
	if err != nil {
		return false, err
	}
	differs = !bytes.Equal(data, formatted)
	switch {
	case name == "-" && !c.Check:
		_, err = std.out.Write(formatted)
	case differs && c.Check:
		fmt.Fprintln(std.out, name)
	case differs:
		if err = replaceFile(name, formatted); err == nil {
			fmt.Fprintln(std.out, name)
		}
	}
	return differs, err
}

// replaceFile gives a file other content, all or none of it, and leaves its permissions.
func replaceFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // what is replaced is the file, not the link to it
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".placard-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}
