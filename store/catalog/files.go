package catalog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"placard/store"
)

// fileName is the form of an uploaded file's name: what a URL takes without escapes, and no file system
// takes amiss.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)

// FilesConfig says where the files of a kind are. All but Logger are needed.
type FilesConfig struct {
	Kind    store.FileKind
	Records FileRecords
	Blobs   Blobs
	Limit   int64 // bytes of one file
	// Check says what a file is, or why it is not taken, in words that the caller may read.
	Check  func(data []byte) (mediaType string, facts map[string]string, err error)
	Now    func() time.Time // when a file was stored
	Logger *slog.Logger     // nil: slog.Default()
}

// Files are the uploaded files of a kind.
type Files struct {
	cfg   FilesConfig
	known *mirror[map[string]store.File]
	// checking has room for one: a picture of 60 kB takes up to 96 MB while it is checked.
	checking chan struct{}
}

// NewFiles asks nothing yet.
func NewFiles(cfg FilesConfig) (*Files, error) {
	if cfg.Kind == "" || cfg.Records == nil || cfg.Blobs == nil || cfg.Limit <= 0 || cfg.Check == nil || cfg.Now == nil {
		return nil, errors.New("catalog: Kind, Records, Blobs, Limit, Check and Now are needed")
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	f := &Files{cfg: cfg, checking: make(chan struct{}, 1)}
	f.known = newMirror(cfg.Records, f.load, cfg.Now, cfg.Logger)
	return f, nil
}

func (f *Files) load(ctx context.Context) (map[string]store.File, error) {
	all, err := f.cfg.Records.List(ctx, f.cfg.Kind)
	if err != nil {
		return nil, err
	}
	byName := make(map[string]store.File, len(all))
	for _, file := range all {
		byName[file.Name] = file
	}
	return byName, nil
}

// List returns the files by name. Their facts are shared: do not change them.
func (f *Files) List(ctx context.Context) ([]store.File, error) {
	known, err := f.known.get(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]store.File, 0, len(known))
	for _, file := range known {
		all = append(all, file)
	}
	slices.SortFunc(all, func(a, b store.File) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// Get returns what is known of a file. An unknown name is an error that matches fs.ErrNotExist.
func (f *Files) Get(ctx context.Context, name string) (store.File, error) {
	known, err := f.known.get(ctx)
	if err != nil {
		return store.File{}, err
	}
	file, ok := known[name]
	if !ok {
		return store.File{}, fmt.Errorf("%s %.80q: %w", f.cfg.Kind, name, fs.ErrNotExist)
	}
	return file, nil
}

// Open returns a file with its content, which was found undamaged.
func (f *Files) Open(ctx context.Context, name string) (store.File, io.ReadSeekCloser, error) {
	file, err := f.Get(ctx, name)
	if err != nil {
		return store.File{}, nil, err
	}
	content, err := f.cfg.Blobs.Open(ctx, file.SHA256)
	if errors.Is(err, fs.ErrNotExist) {
		// Not that the name is unknown, but that the blobs have lost it.
		err = fmt.Errorf("blob %s is missing; upload it again", file.SHA256)
	}
	if err != nil {
		return store.File{}, nil, fmt.Errorf("%s %q: %w", f.cfg.Kind, name, err)
	}
	return file, content, nil
}

// Put checks a file and stores it, in place of one of its name. Of file it takes Name and Author, and
// returns it complete. A name or content that is not taken is a *store.InvalidError of the field "name" or
// "content", more than Limit bytes are store.ErrTooLarge. It keeps content in memory until it is stored.
func (f *Files) Put(ctx context.Context, file store.File, content io.Reader) (store.File, error) {
	if !fileName.MatchString(file.Name) {
		return store.File{}, store.Invalidf("name", "%.80q must be 1 to 128 of A-Z, a-z, 0-9, ., _ and -, starting with a letter or digit", file.Name)
	}
	data, err := io.ReadAll(io.LimitReader(content, f.cfg.Limit+1))
	if err != nil {
		return store.File{}, err
	}
	if int64(len(data)) > f.cfg.Limit {
		return store.File{}, fmt.Errorf("%s %q: %w: at most %d bytes", f.cfg.Kind, file.Name, store.ErrTooLarge, f.cfg.Limit)
	}
	mediaType, facts, err := f.check(ctx, data)
	if err != nil {
		return store.File{}, err
	}
	file.Kind, file.Type, file.Facts, file.Created = f.cfg.Kind, mediaType, facts, f.cfg.Now().UTC()
	// The content first: a record without it would be served.
	if file.SHA256, file.Bytes, err = f.cfg.Blobs.Put(ctx, bytes.NewReader(data), f.cfg.Limit); err != nil {
		return store.File{}, err
	}
	defer f.known.changed()
	return file, f.cfg.Records.Put(ctx, file)
}

// check says what content is, one after the other. Who waits holds its bytes, and no pixels.
func (f *Files) check(ctx context.Context, data []byte) (mediaType string, facts map[string]string, err error) {
	select {
	case f.checking <- struct{}{}:
		defer func() { <-f.checking }()
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
	mediaType, facts, err = f.cfg.Check(data)
	if err != nil {
		err = store.Invalidf("content", "%s", err)
	}
	return mediaType, facts, err
}

// Delete forgets a file. Its content stays until blobs.Sweep finds that nothing uses it.
func (f *Files) Delete(ctx context.Context, name string) error {
	defer f.known.changed()
	return f.cfg.Records.Delete(ctx, f.cfg.Kind, name)
}
