package page

import (
	"net/url"
	"path"
	"strconv"
	"strings"
)

// appleSize is what an apple-touch-icon has, in px, where it does not say.
const appleSize = 180

// bestIcon returns the largest icon that can be drawn.
func bestIcon(base *url.URL, icons []icon) string {
	best, bestSize := "", -1
	for _, i := range icons {
		href := link(base, i.href)
		if href == "" || !drawable(href, i.kind) {
			continue
		}
		if size := i.size(); size > bestSize {
			best, bestSize = href, size
		}
	}
	return best
}

// drawn are the types that Placard decodes: neither drawings nor .ico files.
var drawn = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

// drawable says whether an icon claims to be of such a type, by its own word or its name.
func drawable(href, kind string) bool {
	if kind != "" {
		return drawn[kind]
	}
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".svg", ".ico":
		return false
	}
	return true
}

// size returns the largest side of those in sizes="32x32 180x180", in px; 0: it does not say.
func (i icon) size() int {
	largest := 0
	for one := range strings.FieldsSeq(strings.ToLower(i.sizes)) {
		width, _, ok := strings.Cut(one, "x")
		if n, err := strconv.Atoi(width); ok && err == nil {
			largest = max(largest, n)
		}
	}
	if largest == 0 && strings.HasPrefix(i.rel, "apple") {
		return appleSize
	}
	return largest
}
