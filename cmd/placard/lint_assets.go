package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"placard/render/lint"
)

// unusedAssets are the files in the folder "assets" beside templates that none of the templates there names. Those
// that were not asked about count as well: they share it.
func unusedAssets(dir string, asked []string) ([]lint.Problem, error) {
	assets := filepath.Join(dir, "assets")
	if _, err := os.Stat(assets); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	beside, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var named []*regexp.Regexp
	for _, name := range append(beside, asked...) {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var any any
		if json.Unmarshal(data, &any) == nil { // what is no JSON is told elsewhere
			named = appendAssets(named, any)
		}
	}
	var problems []lint.Problem
	err = filepath.WalkDir(assets, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || !pictureFile.MatchString(entry.Name()) {
			return err
		}
		name, err := filepath.Rel(assets, path)
		if err != nil || isNamed(filepath.ToSlash(name), named) {
			return err
		}
		problems = append(problems, lint.Problem{
			File: path, Severity: lint.Rules["unused-asset"].Severity, Rule: "unused-asset",
			Message: "no template beside it names asset:" + filepath.ToSlash(name),
		})
		return nil
	})
	return problems, err
}

// pictureFile is the name of a file that is kept for its picture, and not as a note on the others.
var pictureFile = regexp.MustCompile(`(?i)\.(jpe?g|png|webp|gif|svg)$`)

// placeholders are what variables fill in.
var placeholders = regexp.MustCompile(`\\\{\\\{.*?\\\}\\\}`)

// appendAssets appends a pattern for each asset that JSON names, in which variables may be anything.
func appendAssets(named []*regexp.Regexp, v any) []*regexp.Regexp {
	switch v := v.(type) {
	case string:
		if name, ok := strings.CutPrefix(v, "asset:"); ok {
			pattern := placeholders.ReplaceAllString(regexp.QuoteMeta(name), ".*")
			named = append(named, regexp.MustCompile("^"+pattern+"$"))
		}
	case []any:
		for _, v := range v {
			named = appendAssets(named, v)
		}
	case map[string]any:
		for _, v := range v {
			named = appendAssets(named, v)
		}
	}
	return named
}

func isNamed(name string, named []*regexp.Regexp) bool {
	for _, pattern := range named {
		if pattern.MatchString(name) {
			return true
		}
	}
	return false
}
