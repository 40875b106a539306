package lint

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"sync"
)

// StandIn is a render.Remote that has a grey picture of 1200×800 px for every address: a template is judged the
// same with a network and without.
type StandIn struct{}

// Stat implements render.Remote.
func (StandIn) Stat(context.Context, string) (string, error) { return "stand-in", nil }

// Read implements render.Remote.
func (StandIn) Read(context.Context, string, string) ([]byte, error) { return greyPicture(), nil }

// StandInURL is the same picture as a src.
var StandInURL = sync.OnceValue(func() string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(greyPicture())
})

// greyPicture is made when it is first asked for: that takes 14 ms, which a program that lints nothing must not wait for.
var greyPicture = sync.OnceValue(func() []byte {
	img := image.NewPaletted(image.Rect(0, 0, 1200, 800), color.Palette{color.Gray{Y: 128}})
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 128}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("lint: " + err.Error()) // a buffer takes everything
	}
	return b.Bytes()
})
