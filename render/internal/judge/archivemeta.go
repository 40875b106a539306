package judge

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"
)

// intents looks at the output intent and its profile.
func (a *archive) intents() {
	intents := a.Array(a.Root()["/OutputIntents"])
	if len(intents) != 1 {
		a.fault("6.2.3", "%d output intents", len(intents))
		return
	}
	d := a.Dict(intents[0])
	a.want(d["/S"] == "/GTS_PDFA1", "6.2.3", "an intent for %v", d["/S"])
	a.want(a.Text(d["/OutputConditionIdentifier"]) != "", "6.2.3", "an intent without a name")
	ref, _ := d["/DestOutputProfile"].(string)
	profile := a.Objects[ref]
	data := profile.Data
	if len(data) < 132 || int(binary.BigEndian.Uint32(data)) != len(data) {
		a.fault("6.2.3", "a profile of %d bytes", len(data))
		return
	}
	class, space := string(data[12:16]), string(data[16:20])
	a.want(data[8] <= 4 && string(data[36:40]) == "acsp", "6.2.3", "a profile of version %d", data[8])
	a.want((class == "mntr" || class == "prtr") && space == "RGB " && profile.Dict["/N"] == 3.0, "6.2.3", "a profile of %q for %q", class, space)
}

// metadata looks at the XMP packet, which must say what the file is, and what the information dictionary says.
func (a *archive) metadata() {
	ref, _ := a.Root()["/Metadata"].(string)
	o, ok := a.Objects[ref]
	if !ok {
		a.fault("6.6.2.1", "no metadata")
		return
	}
	a.want(o.Dict["/Type"] == "/Metadata" && o.Dict["/Subtype"] == "/XML" && o.Dict["/Filter"] == nil, "6.6.2.1", "metadata of another kind")
	head, _, _ := bytes.Cut(o.Data, []byte("?>"))
	a.want(bytes.HasPrefix(head, []byte("<?xpacket begin=")) && !bytes.Contains(head, []byte("bytes=")) && !bytes.Contains(head, []byte("encoding=")),
		"6.6.2.1", "a packet that begins with %q", head)
	fields, err := Fields(o.Data)
	if err != nil {
		a.fault("6.6.2.1", "%v", err)
		return
	}
	a.want(fields["pdfaid:part"] == "2" && fields["pdfaid:conformance"] == "B", "6.6.4", "says to be %q%q", fields["pdfaid:part"], fields["pdfaid:conformance"])
	info := a.Dict(a.Trailer["/Info"])
	for key, field := range map[string]string{
		"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Producer": "pdf:Producer", "/Creator": "xmp:CreatorTool",
	} {
		a.want(a.Text(info[key]) == fields[field], "6.6.3", "%s is %q and %s is %q", key, a.Text(info[key]), field, fields[field])
	}
	for key, field := range map[string]string{"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"} {
		var want string
		if s := a.Text(info[key]); s != "" {
			at, err := time.Parse("D:20060102150405Z", s)
			a.want(err == nil, "6.6.3", "%s: %v", key, err)
			want = at.Format(time.RFC3339)
		}
		a.want(want == fields[field], "6.6.3", "%s is %q and %s is %q", key, want, field, fields[field])
	}
}

// prefixes are how the schemas of XMP are called.
var prefixes = map[string]string{
	"http://purl.org/dc/elements/1.1/": "dc:", "http://ns.adobe.com/pdf/1.3/": "pdf:",
	"http://www.aiim.org/pdfa/ns/id/": "pdfaid:", "http://ns.adobe.com/xap/1.0/": "xmp:",
}

// Fields are the properties of an XMP packet with their texts.
func Fields(packet []byte) (map[string]string, error) {
	fields := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(packet))
	var path []string
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return fields, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, prefixes[t.Name.Space]+t.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			for _, name := range path {
				if strings.Contains(name, ":") && len(strings.TrimSpace(string(t))) > 0 {
					fields[name] += string(t)
				}
			}
		}
	}
}
