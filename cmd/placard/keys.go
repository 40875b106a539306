package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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
	JSON     bool     `help:"Print JSON."`
}

// Help is shown by placard keys create --help.
func (keysCreateCmd) Help() string {
	return `Examples:
  placard keys create --name website
  placard keys create --name editor --scope render --scope write
  placard keys create --name newsletter --template article-card --rate 600 --quota 100000
  placard keys create --name moved-here --scheme v2 --scheme bannerbear-v2
  placard keys create --name deploy --scope admin --json > key.json

Signature schemes: ` + strings.Join(keys.Schemes(), ", ") + `.
The API key and the signing secret are shown this once: the database has them encrypted.`
}

// Run makes the data folder too, so that keys can be there before the first start.
func (c *keysCreateCmd) Run(ctx context.Context, app *cli, std *streams) error {
	if err := app.folder().Make(); err != nil {
		return err
	}
	return app.withKeys(ctx, std, func(k *keys.Keys) error {
		want := store.Key{Name: c.Name, Templates: c.Template, RatePerMinute: c.Rate, MonthlyQuota: c.Quota, Schemes: c.Scheme}
		for _, s := range c.Scope {
			want.Scopes = append(want.Scopes, store.Scope(s))
		}
		made, err := k.Create(ctx, want)
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
