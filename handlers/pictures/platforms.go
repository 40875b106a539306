package pictures

import (
	"maps"
	"slices"
	"strings"

	"placard/handlers/problem"
	"placard/render"
	"placard/templates"
)

// platform is what a service takes as the picture of a link. A picture beyond it is not shown, and
// nobody is told.
type platform struct {
	maxBytes int             // of the file
	formats  []render.Format // in order of preference
}

var (
	anyFormat = []render.Format{render.JPEG, render.PNG, render.WebP}
	oldFormat = []render.Format{render.JPEG, render.PNG}
)

// platforms by the names of the option. Where a service says nothing itself, the limit is what people
// who tried have found, and of several such the smallest.
var platforms = map[string]platform{
	// No picture is shown over 300 kB; found by many, as in stackoverflow.com/questions/25100917.
	"whatsapp": {300_000, oldFormat},
	// developer.x.com, Cards markup, twitter:image: "less than 5MB", "JPG, PNG, WEBP and GIF".
	"x": {5_000_000, anyFormat},
	// developers.facebook.com/docs/sharing/webmasters/images: "must not exceed 8 MB".
	"facebook": {8_000_000, anyFormat},
	// linkedin.com/help/linkedin/answer/a521928: 5 MB; its Post Inspector shows no WebP.
	"linkedin": {5_000_000, oldFormat},
	// Unsaid by Slack; guides have 2 to 5 MB.
	"slack": {2_000_000, anyFormat},
	// Unsaid by Discord, whose proxy takes what an attachment could once weigh.
	"discord": {8_000_000, anyFormat},
	// Outlook on Windows shows no WebP (caniemail.com/features/image-webp); senders' guides ask for
	// pictures under 200 kB, which come at once on a phone.
	"email": {200_000, oldFormat},
}

// platformNames is sorted, for messages.
var platformNames = slices.Sorted(maps.Keys(platforms))

func readPlatform(o *options, value string, _ *templates.Document) error {
	p, ok := platforms[value]
	if ok {
		o.platformName, o.platform = value, p
		return nil
	}
	if near := templates.Nearest(value, platformNames); near != "" {
		return problem.New(problem.BadRequest, "platform: %.40q is not known; did you mean %q?", value, near)
	}
	return problem.New(problem.BadRequest, "platform: %.40q is not one of %s", value, strings.Join(platformNames, ", "))
}

// bound keeps the options to what the platform takes.
func (o *options) bound() error {
	p := o.platform
	if p.maxBytes == 0 {
		return nil
	}
	if !slices.Contains(p.formats, o.render.Format) {
		return problem.New(problem.BadRequest, "platform: %s does not show .%s; ask for %s", o.platformName, o.render.Format.Ext(), p.formats[0].Ext())
	}
	if o.render.MaxBytes == 0 || o.render.MaxBytes > p.maxBytes {
		o.render.MaxBytes = p.maxBytes
	}
	return nil
}
