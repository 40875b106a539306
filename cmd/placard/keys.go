package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"placard/store"
	"placard/store/keys"
)

// keysCmd groups what is about keys.
type keysCmd struct {
	Create keysCreateCmd `cmd:"" help:"Make a key and print its secrets, this once."`
	List   keysListCmd   `cmd:"" help:"List the keys: what they may do, and whether they hold."`
	Rotate keysRotateCmd `cmd:"" help:"Give a key a new API key or signing secret."`
	Revoke keysRevokeCmd `cmd:"" help:"End a key for good, at once."`
}

// Help is shown by placard keys --help.
func (keysCmd) Help() string {
	return `Examples:
  placard keys create --name website --rate 600 --quota 100000
  placard keys list
  placard keys rotate key_abcdefghijklmnop signing_secret --overlap 168h
  placard keys revoke key_abcdefghijklmnop

They work on the data folder (--data), also while a server runs on it, which follows within a second.`
}

// keysCreateCmd makes a key.
type keysCreateCmd struct {
	Name     string   `help:"What people call it." placeholder:"NAME"`
	Scope    []string `help:"What it may do: render, write (templates, assets, fonts), admin (everything). May be repeated." default:"render" enum:"render,write,admin" placeholder:"SCOPE"`
	Template []string `help:"Template that it may use; may be repeated. Default: all." placeholder:"ID"`
	Rate     int      `help:"Requests a minute; 0 is no limit." default:"0" placeholder:"N"`
	Quota    int64    `help:"Pictures rendered in a calendar month; 0 is no limit." default:"0" placeholder:"N"`
	Scheme   []string `help:"Signature scheme that it accepts, also of URLs made for another service; may be repeated. Default: request, key_id, v2." enum:"${schemes}" placeholder:"SCHEME"`

	APIKeyFile        string `help:"File with an API key to take over from another service, instead of a new one; - is standard input." placeholder:"FILE"`
	SigningSecretFile string `help:"File with a signing secret to take over from another service; - is standard input." placeholder:"FILE"`

	JSON bool `help:"Print JSON."`
}

// Help is shown by placard keys create --help.
func (keysCreateCmd) Help() string {
	return `Examples:
  placard keys create --name website
  placard keys create --name editor --scope render --scope write
  placard keys create --name newsletter --template article-card --rate 600 --quota 100000
  placard keys create --name moved-here --scheme v2 --scheme bannerbear-v2 --api-key-file bannerbear.txt
  printf '%s:%s' "$IMGPROXY_KEY" "$IMGPROXY_SALT" | placard keys create --scheme imgproxy --signing-secret-file -
  placard keys create --name deploy --scope admin --json > key.json

Signature schemes: ` + strings.Join(keys.Schemes(), ", ") + `.
The API key and the signing secret are shown this once: the database has them encrypted. Where a secret came
from another service, whoever has it there can sign here: let the key render the templates that are meant, and
no more. bannerbear-v5 and imgproxy sign with the signing secret, the other services with the API key.`
}

// Run makes the data folder too, so that keys can be there before the first start.
func (c *keysCreateCmd) Run(ctx context.Context, app *cli, std *streams) error {
	want, err := c.wanted(std)
	if err != nil {
		return err
	}
	if err := app.folder().Make(); err != nil {
		return err
	}
	return app.withKeys(ctx, std, func(k *keys.Keys) error {
		made, err := k.Import(ctx, want)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(std.out, struct {
				keyJSON
				APIKey        string `json:"api_key"`
				SigningSecret string `json:"signing_secret"`
			}{asJSON(made.Key), made.APIKey.Reveal(), made.SigningSecret.Reveal()})
		}
		fmt.Fprint(std.out, "Shown this once:\n\n")
		return printSecrets(std.out, made)
	})
}

// wanted is the key as the flags describe it, with the secrets that are taken over.
func (c *keysCreateCmd) wanted(std *streams) (want store.Made, err error) {
	want.Key = store.Key{Name: c.Name, Templates: c.Template, RatePerMinute: c.Rate, MonthlyQuota: c.Quota, Schemes: c.Scheme}
	for _, s := range c.Scope {
		want.Scopes = append(want.Scopes, store.Scope(s))
	}
	if c.APIKeyFile == stdin && c.SigningSecretFile == stdin {
		return want, errors.New("--api-key-file and --signing-secret-file: only one of them can be standard input")
	}
	if want.APIKey, err = readSecret(std, "--api-key-file", c.APIKeyFile); err != nil {
		return want, err
	}
	want.SigningSecret, err = readSecret(std, "--signing-secret-file", c.SigningSecretFile)
	return want, err
}

// stdin stands for standard input where a file is named.
const stdin = "-"

// readSecret reads a secret of another service. It comes from a file because what stands on a command line can
// be seen in the list of processes and stays in the shell's history.
func readSecret(std *streams, flag, path string) (store.Secret, error) {
	if path == "" {
		return "", nil
	}
	in := os.Stdin
	if path != stdin {
		file, err := os.Open(path)
		if err != nil {
			return "", fmt.Errorf("%s: %w", flag, err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, 2*keys.MaxSecret)) // more is refused for its length
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	secret := store.Secret(strings.TrimRight(string(text), "\r\n")) // editors and echo end lines
	if secret == "" {
		return "", fmt.Errorf("%s: %s is empty", flag, path)
	}
	if keys.Weak(secret) {
		fmt.Fprintf(std.err, "%s: the secret is short: whoever sees a URL that it signed can guess at it\n", flag)
	}
	return secret, nil
}

// keysListCmd lists keys.
type keysListCmd struct {
	JSON bool `help:"Print JSON."`
}

// Run prints a line a key, the oldest first.
func (c *keysListCmd) Run(ctx context.Context, app *cli, std *streams) error {
	return app.withKeys(ctx, std, func(k *keys.Keys) error {
		all := k.List()
		if c.JSON {
			list := make([]keyJSON, 0, len(all))
			for _, key := range all {
				list = append(list, asJSON(key))
			}
			return printJSON(std.out, map[string]any{"keys": list})
		}
		return printKeys(std.out, all)
	})
}

// keysRotateCmd gives a key a new secret.
type keysRotateCmd struct {
	ID      string        `arg:"" help:"Id of the key: key_…"`
	What    string        `arg:"" help:"api_key or signing_secret." enum:"api_key,signing_secret"`
	Overlap time.Duration `help:"How long the one before still holds, such as 24h; 0 ends it at once. At most 2160h." default:"0s" placeholder:"TIME"`
	JSON    bool          `help:"Print JSON."`
}

// Help is shown by placard keys rotate --help.
func (keysRotateCmd) Help() string {
	return `Examples:
  placard keys rotate key_abcdefghijklmnop signing_secret --overlap 168h
  placard keys rotate key_abcdefghijklmnop api_key            # it leaked: only the new one holds, at once

The API key and the signing secret are rotated each for itself. With an overlap both the new one and the one before hold,
so that programs can change over without an error; rotating once more with less ends it sooner.`
}

// Run prints the new secret.
func (c *keysRotateCmd) Run(ctx context.Context, app *cli, std *streams) error {
	return app.withKeys(ctx, std, func(k *keys.Keys) error {
		secret, err := k.Rotate(ctx, c.ID, c.What, c.Overlap)
		if err != nil {
			return unknownKey(err)
		}
		if c.JSON {
			return printJSON(std.out, map[string]string{"id": c.ID, c.What: secret.Reveal()})
		}
		_, err = fmt.Fprintln(std.out, secret.Reveal())
		return err
	})
}

// keysRevokeCmd ends a key.
type keysRevokeCmd struct {
	ID string `arg:"" help:"Id of the key: key_…"`
}

// Help is shown by placard keys revoke --help.
func (keysRevokeCmd) Help() string {
	return `Example:
  placard keys revoke key_abcdefghijklmnop

Links that it signed and programs that have its API key are refused from then on, by all servers on the data folder
within a second. It cannot be taken back.`
}

// Run revokes.
func (c *keysRevokeCmd) Run(ctx context.Context, app *cli, std *streams) error {
	return app.withKeys(ctx, std, func(k *keys.Keys) error {
		if err := k.Revoke(ctx, c.ID); err != nil {
			return unknownKey(err)
		}
		_, err := fmt.Fprintf(std.out, "%s is revoked.\n", c.ID)
		return err
	})
}

func unknownKey(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; placard keys list shows those that there are", err)
	}
	return err
}
