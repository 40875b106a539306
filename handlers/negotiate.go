package handlers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/render"
)

// negotiate lets the client's Accept choose where neither path nor options do. It is for one path alone: of
// the others a cache in front needs to keep one answer. Crawlers of link previews get a JPEG, whatever they
// say: some ask for WebP and then show nothing.
func negotiate(c echo.Context, o *pictures.Order) {
	if o.Format() != "" {
		return
	}
	c.Response().Header().Set(echo.HeaderVary, "Accept, User-Agent")
	if crawler.MatchString(c.Request().UserAgent()) {
		return
	}
	o.Accepts = accepted(c.Request().Header.Values(echo.HeaderAccept))
}

// crawler matches those who fetch pictures for link previews, by the tokens that they document.
var crawler = regexp.MustCompile(`(?i)\b(facebookexternalhit|facebot|meta-externalagent|twitterbot|linkedinbot|slackbot|slack-imgproxy|whatsapp|` +
	`discordbot|telegrambot|skypeuripreview|pinterestbot|pinterest|redditbot|applebot|googlebot|bingbot|bingpreview|viber|embedly|iframely|mastodon|vkshare)\b`)

// offered are the formats that a client can have, best first where it has no preference: a WebP is smaller than
// a JPEG of the same card, and a PNG several times as large.
var offered = []render.Format{render.WebP, render.JPEG, render.PNG, render.PDF}

// accepted are the formats that an Accept header takes (RFC 9110, 12.5.1), by preference. None: it says
// nothing of use, and any will do.
func accepted(lines []string) []render.Format {
	quality := map[render.Format]float64{}
	for _, format := range offered {
		quality[format] = acceptance(lines, rangesOf(format))
	}
	taken := slices.DeleteFunc(slices.Clone(offered), func(f render.Format) bool { return quality[f] == 0 })
	slices.SortStableFunc(taken, func(a, b render.Format) int {
		switch {
		case quality[a] > quality[b]:
			return -1
		case quality[a] < quality[b]:
			return 1
		}
		return 0
	})
	return taken
}

// rangesOf are those of Accept that ask for a format, the most specific last.
func rangesOf(format render.Format) []string {
	media := format.ContentType()
	switch format {
	case render.WebP, render.PDF: // for those who name them: "*/*" is said by many who show no WebP, and of no PDF
		return []string{media}
	}
	return []string{"*/*", "image/*", media}
}

// acceptance is the weight that the most specific of some ranges has.
func acceptance(lines []string, ranges []string) float64 {
	best, weight := -1, 0.0
	for _, line := range lines {
		for part := range strings.SplitSeq(line, ",") {
			name, params, _ := strings.Cut(part, ";")
			if i := slices.Index(ranges, strings.ToLower(strings.TrimSpace(name))); i > best {
				best, weight = i, qValue(params)
			}
		}
	}
	return weight
}

// qValue reads the weight of a range, 1 where there is none that can be read.
func qValue(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		if value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q="); ok {
			if q, err := strconv.ParseFloat(value, 64); err == nil && q >= 0 && q <= 1 {
				return q
			}
		}
	}
	return 1
}
