package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "write the README's settings anew, then fail")

const (
	readme        = "../../README.md"
	settingsStart = "<!-- settings: written by `go test ./cmd/placard -run TestReadmeSettings -update` -->\n"
	settingsEnd   = "<!-- end of settings -->"
)

// TestReadmeSettings holds the README's table to the flags that there are.
func TestReadmeSettings(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), settingsStart)
	have, after, ok2 := strings.Cut(rest, settingsEnd)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the settings: %s … %s", readme, settingsStart, settingsEnd)
	}
	want := settingsTable(t)
	if have == want {
		return
	}
	if *update {
		if err := os.WriteFile(readme, []byte(before+settingsStart+want+settingsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("wrote the table into %s: read it, then run without -update", readme)
	}
	t.Errorf("%s has another table of settings than the program; run with -update. Want:\n%s", readme, want)
}

// settingsTable is a Markdown row for every flag, those of all commands first.
func settingsTable(t *testing.T) string {
	t.Helper()
	parser, err := newParser(&cli{}, &streams{out: io.Discard, err: io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	var sb strings.Builder
	sb.WriteString("\n| command | flag | environment | default | |\n|---|---|---|---|---|\n")
	writeSettings(&sb, parser.Model.Node, "all")
	sb.WriteString("\n")
	return sb.String()
}

func writeSettings(sb *strings.Builder, node *kong.Node, command string) {
	for _, f := range node.Flags {
		if f.Name == "help" {
			continue
		}
		name := "`--" + f.Name + "`"
		if f.Short != 0 {
			name += fmt.Sprintf(", `-%c`", f.Short)
		}
		fmt.Fprintf(sb, "| %s | %s | %s | %s | %s |\n", command, name, code(strings.Join(f.Envs, " ")), code(f.Default), f.Help)
	}
	for _, child := range node.Children {
		writeSettings(sb, child, strings.TrimPrefix(child.Path(), "placard "))
	}
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}
