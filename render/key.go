package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"strings"

	"placard/templates"
)

// Key identifies the bytes that Render would return: the same key, the same bytes. It covers the
// document, the options, the fonts, the assets' versions and Version. It costs no rendering. Errors
// are *Error.
func (r *Renderer) Key(ctx context.Context, doc *templates.Document, opt Options) (string, error) {
	opt, err := opt.resolve(doc, r.cfg.MaxPixels)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "placard %s\n%s\n%s %d %v\n%s\n", Version, doc.Digest(), opt.Format, opt.Quality, opt.Scale, r.fonts.Digest())
	if err := r.keyAssets(ctx, h, doc.Layers); err != nil {
		return "", translate(err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// keyAssets adds the version of every asset, so that a picture is rendered anew when one is replaced.
func (r *Renderer) keyAssets(ctx context.Context, key hash.Hash, layers []templates.Layer) error {
	for _, l := range layers {
		switch l := l.(type) {
		case *templates.Group:
			if err := r.keyAssets(ctx, key, l.Layers); err != nil {
				return err
			}
		case *templates.Image:
			name, ok := strings.CutPrefix(l.Src, "asset:")
			if !ok {
				continue
			}
			version, err := r.assets.Stat(ctx, name)
			if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
				version, err = "unusable", nil // rendering says so, with the layer's name
			}
			if err != nil {
				return fmt.Errorf("asset %q: %w", name, err)
			}
			fmt.Fprintf(key, "%q %q\n", name, version)
		}
	}
	return nil
}
