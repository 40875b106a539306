package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"placard/render"
	"placard/render/lint"
)

// previewCmd shows templates while they are written.
type previewCmd struct {
	Path string `arg:"" help:"Template file, or folder of templates."`
	Port int    `help:"Port on 127.0.0.1. Default: a free one." placeholder:"N"`
	Open bool   `help:"Open the page in the browser."`
}

// Help is shown by placard preview --help.
func (previewCmd) Help() string {
	return `The page shows the picture anew with every save, the layers' boxes and what became of them, what placard lint
finds, and all samples and sizes. A file that is broken says where, and the last good picture stays. Pictures from the web
are shown grey. Nobody but this computer reaches the page; Ctrl-C ends it.

Examples:
  placard preview my-card.json --open
  placard preview placard-data/templates --port 7000`
}

// Run serves the page until the context ends.
func (c *previewCmd) Run(ctx context.Context, app *cli, std *streams) error {
	info, err := os.Stat(c.Path)
	if err != nil {
		return err
	}
	files, err := templatesIn([]string{c.Path})
	if err != nil {
		return err
	}
	var assets []string
	for _, name := range files {
		for _, dir := range assetsBeside(name) {
			if !slices.Contains(assets, dir) {
				assets = append(assets, dir)
			}
		}
	}
	return app.withLibrary(ctx, std, func(l *library) error {
		cfg := render.DefaultConfig()
		cfg.Remote = lint.StandIn{}
		renderer, err := l.renderer(cfg)
		if err != nil {
			return err
		}
		p := &previewer{path: c.Path, isDir: info.IsDir(), renderer: renderer, linter: lint.New(renderer), known: files, watchers: map[chan string]bool{}}
		return p.serve(ctx, c, append(assets, c.Path), std)
	}, assets...)
}

// serve watches and answers.
func (p *previewer) serve(ctx context.Context, c *previewCmd, watched []string, std *streams) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", fmt.Sprintf("127.0.0.1:%d", c.Port))
	if err != nil {
		return fmt.Errorf("--port: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := p.watch(ctx, watched); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{
		Handler: p.handler(listener.Addr().(*net.TCPAddr).Port), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() {
		<-ctx.Done()
		_ = server.Close() // its listener is all there is to close
	}()
	url := fmt.Sprintf("http://%s/", listener.Addr())
	fmt.Fprintf(std.out, "%s shows %s; Ctrl-C ends it\n", url, c.Path)
	if c.Open {
		if err := openBrowser(ctx, url); err != nil {
			fmt.Fprintf(std.err, "placard: no browser could be opened: %v\n", err)
		}
	}
	err = server.Serve(listener)
	if errors.Is(err, http.ErrServerClosed) && ctx.Err() != nil {
		return nil
	}
	return err
}

// openBrowser asks the desktop to show a page.
func openBrowser(ctx context.Context, url string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	return exec.CommandContext(ctx, name, url).Start()
}

// files are the templates there are. One that is broken at the moment is still one.
func (p *previewer) files() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, err := templatesIn([]string{p.path})
	for _, name := range found {
		if err == nil && !slices.Contains(p.known, name) {
			p.known = append(p.known, name)
		}
	}
	slices.Sort(p.known)
	return slices.Clone(p.known)
}

// file is the template that a request names, by its path in the folder; without a name it is the first.
func (p *previewer) file(r *http.Request) (string, bool) {
	files := p.files()
	asked := r.FormValue("file")
	for _, name := range files {
		if asked == "" || p.short(name) == asked {
			return name, true
		}
	}
	return "", false
}

// short is a file's path in the folder.
func (p *previewer) short(name string) string {
	if rel, err := filepath.Rel(p.path, name); p.isDir && err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(name)
}
