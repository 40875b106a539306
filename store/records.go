package store

import "time"

// AnyVersion stands for whatever version there is.
const AnyVersion = -1

// Template is one version of a template that was stored through the API. Versions are never changed; a
// deleted template keeps them.
type Template struct {
	ID      string
	Version int    // 1, 2, …
	JSON    []byte // as it was sent; nil in lists
	Author  string // id of the key that stored it
	Created time.Time
	Deleted time.Time // of the whole template; zero: it is there
}

// Source says where a template comes from.
type Source string

// The sources, in the order in which they are asked for an id.
const (
	FolderSource  Source = "folder"  // a file of the operator's
	StoredSource  Source = "stored"  // the API
	StarterSource Source = "starter" // the program
)

// TemplateInfo is what a list says of a template.
type TemplateInfo struct {
	ID      string
	Name    string // for people; may be empty
	Version int    // the newest; 0 if it has no versions, as only stored templates do
	Width   int    // px
	Height  int    // px
	Source  Source
	Updated time.Time // UTC; zero: not known
	Broken  string    // why it cannot be used, for its author; empty: it can
}

// FileKind tells uploaded files apart. Names are unique within a kind.
type FileKind string

// The kinds of file.
const (
	AssetFile FileKind = "asset"
	FontFile  FileKind = "font"
)

// File is an uploaded file. Its content lies among the blobs.
type File struct {
	Kind    FileKind
	Name    string
	Type    string // media type, as probed
	Bytes   int64
	SHA256  string            // hex; also where the content is
	Facts   map[string]string // what probing found out: width, height, family, …
	Author  string            // id of the key that stored it
	Created time.Time
}

// Link is what a short link stands for.
type Link struct {
	ID      string // of the content
	KeyID   string // whose quota it uses
	Order   []byte // JSON: the body of the request that made it
	Created time.Time
}

// BatchState is how far a batch, or an item of one, has come.
type BatchState string

// The states.
const (
	BatchQueued   BatchState = "queued"
	BatchRunning  BatchState = "running"
	BatchDone     BatchState = "done"
	BatchFailed   BatchState = "failed" // an item: no picture; a batch: not one
	BatchCanceled BatchState = "canceled"
)

// Batch is many pictures asked for at once.
type Batch struct {
	ID       string // batch_…
	KeyID    string
	State    BatchState
	Total    int
	Done     int // items done
	Failed   int // items failed
	Webhook  string
	Notified time.Time // when the webhook took the news; zero: not yet, or there is none
	Unheard  string    // why the webhook was given up, for its owner; empty: it was not
	Result   string    // SHA-256 of the zip among the blobs; empty: not yet
	Created  time.Time
	Finished time.Time // zero: not yet
}

// BatchItem is one picture of a batch.
type BatchItem struct {
	BatchID string
	Index   int    // from 0
	Name    string // of the file in the zip
	Order   []byte // JSON, as in POST /v1/render
	State   BatchState
	Blob    string // SHA-256 of the picture; empty: none
	Bytes   int64  // of the picture
	Error   string // what the client may read of why there is none
}

// Usage counts what a key used of a template on a day.
type Usage struct {
	Day      string // 2026-11-22, UTC
	KeyID    string
	Template string
	Renders  int64 // pictures rendered: these count against the quota
	Hits     int64 // pictures served from the cache
	Bytes    int64 // of all those
}

// Rate is what a rate limiter says of one request.
type Rate struct {
	OK        bool
	Limit     int           // a minute; 0: there is no limit
	Remaining int           // requests that could follow at once
	Reset     time.Duration // until Remaining is Limit again
	Retry     time.Duration // until the next one is let through, if not OK
}

// Fetched is a file that another server gave.
type Fetched struct {
	URL  string // where it came from in the end: redirects were followed
	Type string // its Content-Type, as claimed
	Body []byte // shared: do not change it
}

// PageCard is what a web page says of itself, for a link preview. All of it is the page's claim but URL.
type PageCard struct {
	URL         string // where the page was read, after redirects
	Title       string
	Description string
	SiteName    string
	Image       string // http or https URL; empty: none
	Icon        string // likewise, of a picture that can be drawn
	ThemeColor  string // a CSS colour; empty: none
}
