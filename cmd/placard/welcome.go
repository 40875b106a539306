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

// welcome prints what somebody needs who has just started the server: links to open, a key that was just
// made, and how to ask with it. What to try first stands last, where the screen is.
func (c *serveCmd) welcome(ctx context.Context, w io.Writer, app *cli, s *service, addr net.Addr) error {
	base := local(addr)
	if len(app.PublicURL) > 0 {
		base = app.base()
	}
	fmt.Fprintf(w, "Placard is listening on http://%s\n\n", addr)
	key, found := findKey(s.keys, signedurl.SchemeV2, "")
	if found {
		if err := links(ctx, w, signerOf(key, base), key, s.library); err != nil {
			return err
		}
	} else {
		fmt.Fprint(w, "There is no key to sign links with: make one with placard keys create.\n\n")
	}
	made := s.keys.Made()
	if made != nil {
		fmt.Fprintf(w, "A first key was made, which may do everything. It is shown this once; %s keeps it, encrypted.\n\n", app.folder().Database())
		if err := printSecrets(w, *made); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if found && key.MayUse(firstCard) {
		if err := firstSteps(w, signerOf(key, base), base, made); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "Your own templates go into %s. placard sign makes more links.\nThe API: %s/docs. Stop with Ctrl-C.\n", app.folder().Templates(), base)
	return err
}

func signerOf(key store.Credentials, base string) signedurl.KeySigner {
	return signedurl.KeySigner{KeyID: key.ID, Secret: key.SigningSecrets[0].Reveal(), Base: base}
}

// links prints one for each template that the key may use.
func links(ctx context.Context, w io.Writer, signer signedurl.KeySigner, key store.Credentials, l *library) error {
	ids, err := l.ids(ctx)
	if err != nil {
		return err
	}
	fmt.Fprint(w, "Each template as a signed link:\n\n")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, id := range ids {
		url, err := signer.URL("v1/image/"+id+"."+render.JPEG.Ext(), nil)
		if err != nil || !key.MayUse(id) {
			continue // a file name that no URL can carry is no template
		}
		fmt.Fprintf(table, "  %s\t%s\n", id, url)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w)
	return err
}

const (
	// firstCard is the template of /v1/og.
	firstCard  = "og-card"
	firstTitle = "Hello, world"
)

// firstSteps prints the same card twice: as a link, and, while its API key can be shown, as a request.
func firstSteps(w io.Writer, signer signedurl.KeySigner, base string, made *store.Made) error {
	url, err := signer.URL("v1/og", []signedurl.Param{{Name: "title", Value: firstTitle}})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "A card for a page, with its title in the link:\n\n  %s\n\n", url); err != nil || made == nil {
		return err
	}
	_, err = fmt.Fprintf(w, `The same with the API key:

  curl %s/v1/render -H 'Authorization: Bearer %s' \
    -H 'Content-Type: application/json' -d '{"template": %q, "changes": {"title": %q}}' -o card.jpg

`, base, made.APIKey.Reveal(), firstCard, firstTitle)
	return err
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
