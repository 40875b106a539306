// Command placard serves and renders pictures made from templates.
//
// `placard serve` answers signed URLs, `placard render` draws a picture or a PDF to a file, `placard sign`
// prints a signed URL, `placard keys` manages who may have pictures made and `placard templates list` shows
// what there is to draw. This file wires the
// program; each subcommand has a file of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"placard/internal/pace"
	"placard/render"
	"placard/store/keys"
	"placard/templates/foreign"
)

// cli is every command, flag, environment variable and default. The README's table is made from it.
type cli struct {
	Data  string   `help:"Data folder: templates, assets, the database, its master key and the cache." env:"PLACARD_DATA" default:"./placard-data" type:"path" placeholder:"DIR"`
	Fonts []string `help:"Folder of TTF, OTF, TTC and WOFF files to add; may be repeated." env:"PLACARD_FONTS" type:"existingdir" placeholder:"DIR"`

	PublicURL []string `help:"Where clients see the server: the first is what links begin with; URLs signed as a whole hold under any of them. May be repeated." env:"PLACARD_PUBLIC_URL" placeholder:"URL"`

	KeyID         string `help:"Id of a fixed first key." env:"PLACARD_KEY_ID" placeholder:"ID"`
	APIKey        string `help:"API key of the fixed first key: signs picture URLs." env:"PLACARD_API_KEY" placeholder:"KEY"`
	SigningSecret string `help:"Signing secret of the fixed first key." env:"PLACARD_SIGNING_SECRET" placeholder:"SECRET"`

	KeyScheme []string `help:"Signature scheme that the fixed first key accepts; may be repeated. Default: request, key_id, v2." env:"PLACARD_KEY_SCHEMES" enum:"${schemes}" placeholder:"SCHEME"`

	MasterKey string `help:"Master key that opens the keys in the database: 32 bytes in base64 or hex. Default: the data folder's master.key, made on the first start." env:"PLACARD_MASTER_KEY" placeholder:"KEY"`

	Serve     serveCmd     `cmd:"" help:"Answer signed URLs with pictures."`
	Render    renderCmd    `cmd:"" help:"Draw a picture or a PDF to a file."`
	Batch     batchCmd     `cmd:"" help:"Make a picture for each row of a table."`
	Sign      signCmd      `cmd:"" help:"Print the signed URL of a picture."`
	Keys      keysCmd      `cmd:"" help:"Make, list, rotate and revoke keys."`
	Templates templatesCmd `cmd:"" help:"Work with templates."`
	Fmt       fmtCmd       `cmd:"" help:"Format template files."`
	Lint      lintCmd      `cmd:"" help:"Say what is wrong with templates, over texts that put them under stress."`
	Test      testCmd      `cmd:"" help:"Hold templates to pictures that somebody has looked at."`
	Preview   previewCmd   `cmd:"" help:"Show templates in a browser, anew with every save."`
	Schema    schemaCmd    `cmd:"" help:"Print the JSON Schema of templates, for editors."`
	Import    importCmd    `cmd:"" help:"Take over a template of another service."`
	Diff      diffCmd      `cmd:"" help:"Say what changed between two templates, and show it."`
	Health    healthCmd    `cmd:"" help:"Ask a running server whether it is well."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// streams are the process's own, as a value so that tests can have others.
type streams struct {
	out, err io.Writer
}

// exitInterrupted is the status of a command that a signal stopped before it was done: 128 + SIGINT, as
// shells count. A server that a signal ends is done, and exits with 0.
const exitInterrupted = 130

func main() {
	pace.Set()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], &streams{out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(status)
}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, std *streams) int {
	var c cli
	exit := -1
	parser, err := newParser(&c, std, func(code int) { exit = code })
	if err != nil {
		fmt.Fprintln(std.err, "placard:", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help
		return exit
	}
	if err == nil {
		parsed.BindTo(ctx, (*context.Context)(nil))
		err = parsed.Run(std)
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	}
	fmt.Fprintln(std.err, "placard:", err)
	var usage *kong.ParseError
	if errors.As(err, &usage) {
		fmt.Fprintln(std.err, "Run placard --help for the commands and flags.")
		return 2
	}
	return 1
}

func newParser(c *cli, std *streams, exit func(int)) (*kong.Kong, error) {
	return kong.New(c,
		kong.Name("placard"),
		kong.Description("Turns a signed URL into a picture.\n\nStart with `placard serve`: it makes a data folder and a key, and prints links to try."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(exit),
		kong.Bind(c),
		kong.Vars{"schemes": strings.Join(keys.Schemes(), ","), "services": strings.Join(foreign.Services(), ","), "papers": strings.Join(render.PaperSizes(), ", ")},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
}
