// Package catalog finds templates, assets and fonts wherever they are, and stores new ones.
//
// A name is looked for in the operator's folder, then among what was uploaded, then among what comes
// with the program. What the operator's folder has cannot be changed here, and what comes with the
// program can be covered but not changed: store.ErrReadOnly.
//
// Which uploads there are is kept in memory, so that finding one costs no query. What this process
// changes it sees at once, what others change within a second. While the database cannot be read, what
// was known of it goes on being found. All of it is safe for concurrent use.
package catalog

import (
	"context"
	"io"
	"time"

	"placard/store"
	"placard/templates"
)

// Shelf has templates as files. files.Templates is one.
type Shelf interface {
	List(ctx context.Context) (ids []string, err error)
	Template(ctx context.Context, id string) (*templates.Template, error)
	JSON(ctx context.Context, id string) (data []byte, changed time.Time, err error)
}

// Watched tells that something was changed, by any process: its generation is then another.
type Watched interface {
	Generation(ctx context.Context) (int64, error)
}

// TemplateReader reads stored templates.
type TemplateReader interface {
	Get(ctx context.Context, id string, version int) (store.Template, error)
	List(ctx context.Context) ([]store.Template, error)
	Versions(ctx context.Context, id string) ([]store.Template, error)
}

// TemplateWriter changes stored templates.
type TemplateWriter interface {
	Put(ctx context.Context, t store.Template, match int) (store.Template, error)
	Delete(ctx context.Context, id string, match int) error
	Restore(ctx context.Context, id string) (store.Template, error)
}

// TemplateRecords are the templates of a database, as storetest.Templates describes them.
type TemplateRecords interface {
	Watched
	TemplateReader
	TemplateWriter
}

// FileRecords are the uploaded files of a database, as storetest.Files describes them.
type FileRecords interface {
	Watched
	List(ctx context.Context, kind store.FileKind) ([]store.File, error)
	Put(ctx context.Context, f store.File) error
	Delete(ctx context.Context, kind store.FileKind, name string) error
}

// Blobs keep the content of uploaded files by its SHA-256.
type Blobs interface {
	Put(ctx context.Context, r io.Reader, limit int64) (sha256 string, size int64, err error)
	Open(ctx context.Context, sha256 string) (io.ReadSeekCloser, error)
}

// Pictures have assets as files. files.Assets is one.
type Pictures interface {
	Stat(ctx context.Context, name string) (version string, err error)
	Read(ctx context.Context, name string) ([]byte, error)
}
