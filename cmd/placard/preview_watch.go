package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long files must be quiet before they are read: an editor writes in several steps, and what it has
// written last counts.
const settle = 20 * time.Millisecond

// watch tells all pages of every change of a file, or in a folder and below it. Folders are watched and not files:
// editors that save by renaming put another file in the place of the old one.
func (p *previewer) watch(ctx context.Context, paths []string) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := addFolders(watcher, path); err != nil {
			_ = watcher.Close() // what failed is told
			return err
		}
	}
	go func() {
		defer func() { _ = watcher.Close() }() // there is nobody left to tell
		timer := time.NewTimer(settle)
		timer.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case event, ok := <-watcher.Events:
				if !ok {
					return
				}
				if event.Has(fsnotify.Create) {
					_ = addFolders(watcher, event.Name) // it may be gone again, and need not be a folder
				}
				if !event.Has(fsnotify.Chmod) {
					timer.Reset(settle)
				}
			case _, ok := <-watcher.Errors: // events were lost: look again
				if !ok {
					return
				}
				timer.Reset(settle)
			case <-timer.C:
				p.changed()
			}
		}
	}()
	return nil
}

// addFolders watches a folder and those below it, or the folder of a file.
func addFolders(watcher *fsnotify.Watcher, path string) error {
	return filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir() && name == path:
			return watcher.Add(filepath.Dir(name))
		case entry.IsDir() && name != path && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir():
			return watcher.Add(name)
		}
		return nil
	})
}

// changed tells every page to look again.
func (p *previewer) changed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for page := range p.watchers {
		select {
		case page <- "changed":
		default: // it has yet to hear of the last change
		}
	}
}
