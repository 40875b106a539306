package judge

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// ArchiveFaults says where a file is no PDF/A-2b, each with the clause of ISO 19005-2. It looks at what can be
// seen in objects, operators and metadata; what is in font programs is for those who judge fonts.
func (p *PDF) ArchiveFaults() []string {
	a := &archive{PDF: p}
	a.file()
	a.catalog()
	a.metadata()
	a.intents()
	for _, ref := range slices.Sorted(maps.Keys(p.Objects)) {
		a.at = ref
		o := p.Objects[ref]
		if o.Dict != nil {
			a.stream(o)
		}
		a.value(p.Resolve(ref))
	}
	return a.faults
}

type archive struct {
	*PDF
	at     string
	faults []string
}

func (a *archive) fault(clause, format string, args ...any) {
	a.faults = append(a.faults, strings.TrimSpace(fmt.Sprintf("%s: %s", clause, fmt.Sprintf(format, args...))+" "+a.at))
}

// want complains of what is not so.
func (a *archive) want(ok bool, clause, format string, args ...any) {
	if !ok {
		a.fault(clause, format, args...)
	}
}

func (a *archive) file() {
	lines := bytes.SplitN(a.File, []byte("\n"), 3)
	a.want(len(lines[0]) == 8 && bytes.HasPrefix(lines[0], []byte("%PDF-1.")) && lines[0][7] <= '7', "6.1.2", "begins with %q", lines[0])
	comment := len(lines) > 1 && len(lines[1]) >= 5 && lines[1][0] == '%'
	for i := 1; comment && i < 5; i++ {
		comment = lines[1][i] > 127
	}
	a.want(comment, "6.1.2", "no comment of four bytes above 127")
	a.want(bytes.HasSuffix(bytes.TrimRight(a.File, "\r\n"), []byte("%%EOF")), "6.1.3", "data after the end")
	a.want(len(a.Array(a.Trailer["/ID"])) == 2, "6.1.3", "no ID")
	a.want(a.Trailer["/Encrypt"] == nil, "6.1.3", "encrypted")
	a.want(len(a.Objects) < 8388607, "6.1.13", "%d objects", len(a.Objects))
}

// catalog looks for what may lead to scripts, forms, layers and other files.
func (a *archive) catalog() {
	root := a.Root()
	for key, clause := range map[string]string{
		"/AA": "6.5.2", "/OpenAction": "6.5.1", "/AcroForm": "6.4.1", "/OCProperties": "6.9", "/Requirements": "6.11", "/NeedsRendering": "6.4.2", "/Perms": "6.1.12",
	} {
		a.want(root[key] == nil, clause, "the catalog has %s", key)
	}
	names := a.Dict(root["/Names"])
	for key, clause := range map[string]string{"/EmbeddedFiles": "6.8", "/JavaScript": "6.5.1", "/AlternatePresentations": "6.10"} {
		a.want(names[key] == nil, clause, "the names have %s", key)
	}
}

// stream looks at a stream and at what it holds.
func (a *archive) stream(o Object) {
	for _, key := range []string{"/F", "/FFilter", "/FDecodeParms"} {
		a.want(o.Dict[key] == nil, "6.1.7.1", "a stream has %s", key)
	}
	filters := a.Array(o.Dict["/Filter"])
	if f := o.Dict["/Filter"]; f != nil && filters == nil {
		filters = []any{f}
	}
	for _, f := range filters {
		a.want(slices.Contains([]any{"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}, f), "6.1.7.2", "filter %v", f)
	}
	switch o.Dict["/Subtype"] {
	case "/Image":
		a.image(o.Dict)
	case "/Form":
		a.want(o.Dict["/OPI"] == nil && o.Dict["/PS"] == nil && o.Dict["/Subtype2"] == nil && o.Dict["/Ref"] == nil, "6.2.9", "a form of another kind")
		a.want(o.Dict["/Resources"] != nil, "6.2.2", "a form without resources")
		a.operators(o.Data)
	}
}

// operators looks at a content stream.
func (a *archive) operators(data []byte) {
	known := map[string]bool{}
	for _, name := range operators {
		known[name] = true
	}
	for _, fault := range contentFaults(Operators(data), known) {
		a.faults = append(a.faults, fault+" "+a.at)
	}
}

func (a *archive) image(d map[string]any) {
	a.want(d["/Alternates"] == nil && d["/OPI"] == nil, "6.2.8", "a picture of another kind")
	a.want(d["/Interpolate"] != true, "6.2.8", "a picture is interpolated")
	bits, _ := d["/BitsPerComponent"].(float64)
	a.want(slices.Contains([]float64{1, 2, 4, 8, 16}, bits), "6.2.8.3", "%v bits per component", bits)
}

// value looks at all values within one.
func (a *archive) value(v any) {
	switch v := v.(type) {
	case string:
		a.text(v)
	case float64:
		a.want(v >= -2147483648 && v <= 2147483647, "6.1.13", "the number %v", v)
	case []any:
		a.space(v)
		for _, inner := range v {
			a.value(inner)
		}
	case map[string]any:
		a.dict(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			a.text(key)
			a.value(v[key])
		}
	}
}

func (a *archive) text(s string) {
	switch {
	case strings.HasPrefix(s, "/"):
		a.want(len(s)-1 <= 127, "6.1.13", "a name of %d bytes", len(s)-1)
	case strings.HasPrefix(s, "u:"):
		a.want(2*len(utf16.Encode([]rune(s))) <= 32767, "6.1.13", "a text of %d letters", len(s))
	case strings.HasPrefix(s, "b:"):
		a.want(len(s)/2 <= 32767, "6.1.13", "a string of %d bytes", len(s)/2)
	}
}

// space looks at a colour space that is an array.
func (a *archive) space(v []any) {
	if len(v) == 0 {
		return
	}
	switch v[0] {
	case "/Separation":
		a.want(len(v) == 4 && v[2] == "/DeviceRGB", "6.2.4.4", "a separation of another space than RGB")
	case "/DeviceN", "/DeviceCMYK", "/CalRGB", "/CalGray", "/Lab":
		a.fault("6.2.4", "the colour space %v", v[0])
	}
}
