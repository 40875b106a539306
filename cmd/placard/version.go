package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"placard/render"
)

// versionCmd prints what this binary is.
type versionCmd struct{}

// Run prints one line.
func (versionCmd) Run(std *streams) error {
	revision := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	_, err := fmt.Fprintf(std.out, "placard %s (renderer %s, revision %s, %s)\n", version, render.Version, revision, runtime.Version())
	return err
}

// version is that of the newest entry of CHANGELOG.md.
const version = "0.3.0"
