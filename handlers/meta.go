package handlers

import (
	"html/template"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
)

const metaPath = "v1/meta"

// metaBlock is what a page's head wants for a picture (ogp.me; developer.x.com, Cards markup).
var metaBlock = template.Must(template.New("meta").Parse(`<meta property="og:image" content="{{.URL}}">
<meta property="og:image:type" content="{{.Type}}">
<meta property="og:image:width" content="{{.Width}}">
<meta property="og:image:height" content="{{.Height}}">
{{with .Alt}}<meta property="og:image:alt" content="{{.}}">
{{end}}<meta name="twitter:card" content="{{.Card}}">
`))

// metaPicture is what metaBlock tells of.
type metaPicture struct {
	URL, Type     string
	Width, Height int
	Alt, Card     string
}

// meta answers with the elements that name a picture in a page, whose URL is signed in the caller's name.
func (s *Server) meta(c echo.Context) error {
	request, key, signed, err := s.deps.Guard.SignedOrBearer(c)
	if err != nil {
		return err
	}
	if !signed {
		if request, err = signedurl.Read(metaPath, c.Request().URL.RawQuery); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(request.Params, func(p signedurl.Param) bool { return p.Name == "report" }) {
		return problem.New(problem.BadRequest, "report: asks for JSON in place of the picture, which no page can show; leave it out")
	}
	o, err := order(request, key)
	if err != nil {
		return err
	}
	var picture metaPicture
	err = s.deps.Pictures.With(c.Request().Context(), o, func(p *pictures.Prepared) (err error) {
		picture, err = s.describe(p, o, request)
		return err
	})
	if err != nil {
		return err
	}
	var block strings.Builder
	if err := metaBlock.Execute(&block, picture); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.HTML(200, block.String())
}

func (s *Server) describe(p *pictures.Prepared, o pictures.Order, request signedurl.Request) (metaPicture, error) {
	if p.Format() == render.PDF {
		return metaPicture{}, problem.New(problem.BadRequest, "format: pdf is no picture that a page can show; ask for jpg, png or webp")
	}
	width, height := p.Size()
	url, err := s.pictureURL(o, request, p.Format())
	return metaPicture{URL: url, Type: p.Format().ContentType(), Width: width, Height: height, Alt: p.Alt(), Card: cardKind(width, height)}, err
}

// pictureURL is that of the picture alone: the template and the format are in its path.
func (s *Server) pictureURL(o pictures.Order, request signedurl.Request, format render.Format) (string, error) {
	if len(s.cfg.PublicBases) == 0 {
		return "", problem.New(problem.NotImplemented, "the server does not know its own address, which a page needs; its operator has to set --public-url")
	}
	signer, err := s.deps.Guard.Signer(o.Key.ID, s.cfg.PublicBases[0])
	if err != nil {
		return "", err
	}
	params := slices.DeleteFunc(slices.Clone(request.Params), func(p signedurl.Param) bool { return p.Name == "format" })
	if len(request.Changes) > 0 {
		params = append(params, signedurl.Changes(request.Changes))
	}
	if !request.Expires.IsZero() {
		params = append(params, signedurl.Expires(request.Expires))
	}
	return signer.URL(imageFolder+o.Template+"."+format.Ext(), params)
}

// cardKind is the shape in which a picture is shown: across the card if it is much wider than high, else
// small beside the words.
func cardKind(width, height int) string {
	const wide = 1.5 // between the square of the one and the 1.91 of the other
	if float64(width) >= wide*float64(height) {
		return "summary_large_image"
	}
	return "summary"
}
