package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"text/tabwriter"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
)

// welcome prints where the server is, a key that was just made, and a link to try for each template.
func (c *serveCmd) welcome(ctx context.Context, w io.Writer, app *cli, s *service, addr net.Addr) error {
	fmt.Fprintf(w, "Placard is listening on http://%s\n\n", addr)
	if made := s.keys.Made(); made != nil {
		fmt.Fprintf(w, "A first key was made. It is shown this once; %s keeps it, encrypted.\n\n", app.folder().Database())
		if err := printSecrets(w, *made); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if key, ok := renderKey(s.keys); ok {
		if err := c.links(ctx, w, app, key, s.library, addr); err != nil {
			return err
		}
	} else {
		fmt.Fprint(w, "There is no key that may render: make one with placard keys create.\n")
	}
	_, err := fmt.Fprint(w, "\nPut your own into ", app.folder().Templates(), " and sign links with placard sign. Stop with Ctrl-C.\n")
	return err
}

// links prints one to try for each template that the key may use.
func (c *serveCmd) links(ctx context.Context, w io.Writer, app *cli, key store.Credentials, l *library, addr net.Addr) error {
	ids, err := l.ids(ctx)
	if err != nil {
		return err
	}
	base := local(addr)
	if len(app.PublicURL) > 0 {
		base = app.base()
	}
	signer := signedurl.KeySigner{KeyID: key.ID, Secret: key.SigningSecrets[0].Reveal(), Base: base}
	fmt.Fprint(w, "A signed link to try for each template:\n\n")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, id := range ids {
		url, err := signer.URL("v1/image/"+id+"."+render.JPEG.Ext(), nil)
		if err != nil || !key.MayUse(id) {
			continue // a file name that no URL can carry is no template
		}
		fmt.Fprintf(table, "  %s\t%s\n", id, url)
	}
	return table.Flush()
}

// local is a URL by which this machine reaches the server. An address such as :8080 listens everywhere
// and is itself nowhere.
func local(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
	}
	return "http://" + addr.String()
}
