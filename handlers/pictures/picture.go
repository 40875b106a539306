package pictures

import (
	"encoding/json"
	"time"

	"placard/handlers/access"
	"placard/render"
)

// Picture is one that is made. Body is shared: do not change it.
type Picture struct {
	Info
	Body     []byte // nil with AsReport
	Format   render.Format
	Template string // id, without a version
	Key      string // identifies the picture's bytes
	Hit      bool   // it was in the cache
	Created  time.Time
	MaxAge   time.Duration // others may keep it so long
	Download bool          // it is to be saved rather than shown
	AsReport bool          // the order asks for what there is to say of the picture, not for its bytes
	Degraded bool          // something stands in for a picture that could not be had
	Problems []string      // what stands in for what, and why

	Allowance access.Allowance // what making it left of the key's limits
}

// Info is what rendering found out, which the cache keeps beside the bytes.
type Info struct {
	Width    int             `json:"width"`           // px
	Height   int             `json:"height"`          // px
	Pages    int             `json:"pages,omitempty"` // of a PDF
	Bytes    int             `json:"bytes"`
	Alt      string          `json:"alt,omitempty"`
	Steps    []string        `json:"steps,omitempty"`    // what was done to keep to max_bytes
	Blurhash string          `json:"blurhash,omitempty"` // if the order asks for a report
	Report   json.RawMessage `json:"report,omitempty"`   // likewise, of the layout
}

// ETag is the strong tag of the picture, or of the report on it, with its quotes.
func (p *Picture) ETag() string { return etag(p.Key, p.AsReport) }

func etag(key string, report bool) string {
	if report {
		key += ".report"
	}
	return `"` + key + `"`
}

// Filename is what a picture is called when it is saved.
func (p *Picture) Filename() string { return p.Template + "." + p.Format.Ext() }

// Rendered is a picture as JSON answers tell of it.
type Rendered struct {
	ID          string          `json:"id"`
	URL         string          `json:"url,omitempty"` // where it can be fetched; left to the caller
	Template    string          `json:"template"`
	Width       int             `json:"width"`
	Height      int             `json:"height"`
	Pages       int             `json:"pages,omitempty"` // of a PDF
	Format      string          `json:"format"`
	ContentType string          `json:"content_type"`
	Bytes       int             `json:"bytes"`
	Alt         string          `json:"alt"`
	Blurhash    string          `json:"blurhash,omitempty"`
	Cached      bool            `json:"cached"`
	Degraded    bool            `json:"degraded"`
	Steps       []string        `json:"steps"`
	Report      json.RawMessage `json:"report,omitempty"`
	Problems    []string        `json:"problems"`
}

// Rendered tells of the picture.
func (p *Picture) Rendered() Rendered {
	return Rendered{
		ID: p.Key, Template: p.Template, Width: p.Width, Height: p.Height, Pages: p.Pages,
		Format: p.Format.Ext(), ContentType: p.Format.ContentType(), Bytes: p.Bytes,
		Alt: p.Alt, Blurhash: p.Blurhash, Cached: p.Hit, Degraded: p.Degraded,
		Steps: append([]string{}, p.Steps...), Report: p.Report, Problems: append([]string{}, p.Problems...),
	}
}
