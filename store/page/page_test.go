package page

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"placard/store"
)

// pages answers with what it has, cut at the limit as the real one does.
type pages map[string]store.Fetched

func (p pages) Get(_ context.Context, url, _ string, limit int64) (store.Fetched, error) {
	f, ok := p[url]
	if !ok {
		return store.Fetched{}, errNowhere
	}
	if f.URL == "" {
		f.URL = url
	}
	f.Body = f.Body[:min(int64(len(f.Body)), limit)]
	return f, nil
}

var errNowhere = errors.New("nowhere")

const at = "https://www.example.com/news/today.html"

// read reads one page at an address.
func read(t testing.TB, contentType, body string) store.PageCard {
	t.Helper()
	card, err := New(pages{at: {Type: contentType, Body: []byte(body)}}).Read(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

const utf8HTML = "text/html; charset=utf-8"

func TestRead(t *testing.T) {
	got := read(t, utf8HTML, `<!doctype html><html><head>
		<title>Ignored, since there is better</title>
		<meta property="og:title" content="Fish &amp; chips
			tonight">
		<META NAME="og:Description" CONTENT='  All   about it  '/>
		<meta property="og:site_name" content="The Example">
		<meta property="og:image" content="/pictures/fish.jpg#top">
		<meta property="og:image" content="/pictures/second.jpg">
		<meta property="og:url" content="https://bank.example/login">
		<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#000">
		<meta name="theme-color" content="#0a7">
		<link rel="shortcut icon" href="/favicon.ico">
		<link rel="icon" type="image/svg+xml" href="/icon.svg" sizes="any">
		<link rel="icon" type="image/png" href="small.png" sizes="32x32">
		<link rel="apple-touch-icon" href="//static.example.com/touch.png">
		</head><body><title>Not this</title></body>`)
	want := store.PageCard{
		URL: at, Title: "Fish & chips tonight", Description: "All about it", SiteName: "The Example",
		Image: "https://www.example.com/pictures/fish.jpg", Icon: "https://static.example.com/touch.png", ThemeColor: "#0a7",
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// What comes first, and what stands in for what is not there or is of no use.
func TestOrder(t *testing.T) {
	for name, c := range map[string]struct {
		head string
		want store.PageCard
	}{
		"nothing":                   {"", store.PageCard{Title: "example.com"}},
		"site name for a title":     {`<meta property=og:site_name content=Site>`, store.PageCard{Title: "Site", SiteName: "Site"}},
		"title":                     {`<title>A &lt;b&gt; &#128640;</title>`, store.PageCard{Title: "A <b> 🚀"}},
		"empty title":               {`<title></title><meta name=description content=D>`, store.PageCard{Title: "example.com", Description: "D"}},
		"second title":              {`<title>A</title><title>B</title>`, store.PageCard{Title: "A"}},
		"twitter before title":      {`<title>A</title><meta name=twitter:title content=B>`, store.PageCard{Title: "B"}},
		"og before twitter":         {`<meta name=twitter:title content=B><meta property=og:title content=C>`, store.PageCard{Title: "C"}},
		"blank og":                  {`<title>A</title><meta property=og:title content=" &#8203;&#8238; ">`, store.PageCard{Title: "A"}},
		"name and property at odds": {`<meta name=viewport property=og:title content=A>`, store.PageCard{Title: "A"}},
		"first attribute":           {`<meta property=og:title content=A content=B>`, store.PageCard{Title: "A"}},
		"in the body":               {`</head><body><p>x<meta property=og:title content=A>`, store.PageCard{Title: "A"}},
		"in a script":               {`<script>'<meta property=og:title content=A>'</script><title>B</title>`, store.PageCard{Title: "B"}},
		"in a comment":              {`<!-- <meta property=og:title content=A> --><title>B</title>`, store.PageCard{Title: "B"}},
		"in noscript":               {`<noscript><meta property=og:title content=A></noscript><title>B</title>`, store.PageCard{Title: "B"}},
		"base":                      {`<base href="https://cdn.example.com/a/"><base href="https://b.example/"><meta property=og:image content=b.png>`, store.PageCard{Image: "https://cdn.example.com/a/b.png"}},
		"bad base":                  {`<base href="javascript:x"><meta property=og:image content=https://c.example/b.png>`, store.PageCard{Image: "https://c.example/b.png"}},
		"secure image":              {`<meta property=og:image content=http://c.example/a.png><meta property=og:image:secure_url content=https://c.example/a.png>`, store.PageCard{Image: "https://c.example/a.png"}},
		"image of use":              {`<meta property=og:image content=data:image/png;base64,AAAA><meta name=twitter:image content=t.png>`, store.PageCard{Image: "https://www.example.com/news/t.png"}},
		"image with a password":     {`<meta property=og:image content=https://a:b@c.example/a.png>`, store.PageCard{}},
		"image of a file":           {`<meta property=og:image content=file:///etc/passwd>`, store.PageCard{}},
		"image without a host":      {`<meta property=og:image content=https:///a.png>`, store.PageCard{}},
		"long image":                {`<meta property=og:image content=/` + strings.Repeat("a", maxLink) + `>`, store.PageCard{}},
		"only what is not drawn":    {`<link rel=icon href=/favicon.ico><link rel=icon href=a.SVG?x=.png><link rel="mask-icon" href=m.png>`, store.PageCard{}},
		"largest icon":              {`<link rel=icon href=a.png sizes="16x16 48x48"><link rel=icon href=b.png sizes=192X192><link rel=apple-touch-icon href=c.png>`, store.PageCard{Icon: "https://www.example.com/news/b.png"}},
		"color of no kind":          {`<meta name=theme-color content="url(https://evil.example/)">`, store.PageCard{}},
		"second color":              {`<meta name=theme-color content=""><meta name=theme-color content="rebeccapurple">`, store.PageCard{ThemeColor: "rebeccapurple"}},
	} {
		c.want.URL = at
		if c.want.SiteName == "" {
			c.want.SiteName = "example.com"
		}
		if c.want.Title == "" {
			c.want.Title = "example.com"
		}
		if got := read(t, utf8HTML, "<head>"+c.head); got != c.want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
		}
	}
}

// A page may be in any encoding, and need not say in which.
func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct{ contentType, body, want string }{
		"header":          {"text/html; charset=iso-8859-1", "<title>\xe4</title>", "ä"},
		"meta":            {"text/html", "<meta charset=shift_jis><title>\x93\xfa\x96\x7b</title>", "日本"},
		"http-equiv":      {"text/html", `<meta http-equiv=content-type content="text/html; charset=windows-1251"><title>` + "\xcf\xf0\xe8</title>", "При"},
		"mark":            {"text/html; charset=iso-8859-1", "\xef\xbb\xbf<title>ä</title>", "ä"},
		"UTF-16":          {"text/html", "\xff\xfe<\x00t\x00i\x00t\x00l\x00e\x00>\x00\xe4\x00", "ä"},
		"unsaid":          {"text/html", "<title>ä</title>", "ä"},
		"unsaid and late": {"text/html", "<!--" + strings.Repeat(" ", 4000) + "--><title>ä</title>", "ä"},
		"unsaid and cut":  {"text/html", "<!--" + strings.Repeat(" ", 4000) + "--><title>ä</title>\xe2\x80", "ä"},
		"unsaid, not UTF": {"text/html", "<title>\xe4\xe4\xe4</title>", "äää"},
		"broken UTF-8":    {utf8HTML, "<title>a\xffb</title>", "a\ufffdb"},
		"unknown":         {"text/html; charset=klingon", "<title>ä</title>", "ä"},
		"no type":         {"", "<!doctype html><title>A</title>", "A"},
	} {
		if got := read(t, c.contentType, c.body); got.Title != c.want {
			t.Errorf("%s: got %q, want %q", name, got.Title, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "",
		" a \n\t b\u00a0c ":              "a b c",
		"a\x00b\x1b[31mc":                "ab[31mc",
		"safe\u202egnp.exe":              "safegnp.exe",
		"\u2066a\u2069":                  "a",
		"\U0001f469\u200d\U0001f4bb":     "\U0001f469\u200d\U0001f4bb",
		"12345":                          "12345",
		"1234 ":                          "1234",
		"123456":                         "1234…",
		"1234 6":                         "123…",
		"123 56":                         "123…",
		"\u65e5\u672c\u8a9e\u65e5\u672c": "\u65e5\u672c\u8a9e\u65e5\u672c",
	} {
		limit := 5
		if strings.ContainsAny(in, "\x00\u202e\n") {
			limit = 100
		}
		if got := text(in, limit); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// What is not a page.
func TestOthers(t *testing.T) {
	r := New(pages{
		"https://e.example/a/fish.png": {Type: "image/png", Body: []byte("\x89PNG\r\n\x1a\n")},
		"https://e.example/b.pdf":      {Type: "application/pdf", Body: []byte("%PDF-1.7")},
		"https://e.example/c.svg":      {Type: "image/svg+xml", Body: []byte("<svg/>")},
		"https://e.example/moved":      {URL: "https://www.f.example/new", Type: utf8HTML, Body: []byte("<meta property=og:image content=a.png>")},
	})
	card, err := r.Read(context.Background(), "https://e.example/a/fish.png")
	if want := (store.PageCard{URL: "https://e.example/a/fish.png", Title: "fish.png", SiteName: "e.example", Image: "https://e.example/a/fish.png"}); err != nil || card != want {
		t.Errorf("a picture: got %+v, %v", card, err)
	}
	card, err = r.Read(context.Background(), "https://e.example/moved")
	if want := (store.PageCard{URL: "https://www.f.example/new", Title: "f.example", SiteName: "f.example", Image: "https://www.f.example/a.png"}); err != nil || card != want {
		t.Errorf("a redirect: got %+v, %v", card, err)
	}
	for _, url := range []string{"https://e.example/b.pdf", "https://e.example/c.svg"} {
		if _, err := r.Read(context.Background(), url); !errors.Is(err, store.ErrUpstream) || !strings.Contains(err.Error(), "e.example") {
			t.Errorf("%s: %v", url, err)
		}
	}
	if _, err := r.Read(context.Background(), "https://e.example/none"); !errors.Is(err, errNowhere) {
		t.Errorf("got %v", err)
	}
}

// Pages that are made to be slow to read, of a megabyte each.
func TestHostilePages(t *testing.T) {
	most := time.Duration(0)
	for name, body := range map[string]string{
		"one attribute":    `<meta property=og:title content="` + strings.Repeat("a", maxPage),
		"many attributes":  "<meta " + strings.Repeat("a=b ", maxPage/4),
		"other attributes": "<meta " + strings.Repeat("content=b ", maxPage/10),
		"open tags":        strings.Repeat("<", maxPage),
		"nested":           strings.Repeat("<div>", maxPage/5),
		"metas":            strings.Repeat("<meta name=a content=b>", maxPage/23),
		"icons":            strings.Repeat("<link rel=icon href=a.png sizes=1x1>", maxPage/37),
		"sizes":            "<link rel=icon href=a.png sizes='" + strings.Repeat("1x1 ", 60_000) + "'>",
		"title":            "<title>" + strings.Repeat("&amp;", maxPage/5),
		"white space":      "<title>a" + strings.Repeat(" ", 200_000) + "b</title>",
		"entities":         "<title>" + strings.Repeat("&CounterClockwiseContourIntegral;", 6000) + "</title>",
		"comments":         strings.Repeat("<!--", maxPage/4),
		"nulls":            strings.Repeat("\x00", maxPage),
		"script":           "<script>" + strings.Repeat("</scrip", maxPage/7),
		"marks":            "<title>" + strings.Repeat("a\u0301\u0302", 50_000) + "</title>",
	} {
		start := time.Now()
		card := read(t, "text/html", body)
		took := time.Since(start)
		most = max(most, took)
		if took > 10*time.Second { // with the race detector on a busy machine; what is quadratic takes minutes
			t.Errorf("%s: took %v", name, took)
		}
		check(t, card)
	}
	t.Logf("pages of 1 MB made to be slow: at most %v", most)
}

// check holds what every card holds to.
func check(t testing.TB, card store.PageCard) {
	t.Helper()
	for name, c := range map[string]struct {
		text  string
		limit int
	}{"title": {card.Title, maxTitle}, "description": {card.Description, maxDescription}, "site": {card.SiteName, maxSiteName}} {
		if !utf8.ValidString(c.text) || utf8.RuneCountInString(c.text) > c.limit || strings.TrimSpace(c.text) != c.text {
			t.Errorf("%s: %q", name, c.text)
		}
		if strings.ContainsFunc(c.text, unseen) {
			t.Errorf("%s turns or hides: %q", name, c.text)
		}
	}
	if card.Title == "" || card.SiteName == "" || card.URL == "" {
		t.Errorf("something is missing: %+v", card)
	}
	for _, ref := range []string{card.Image, card.Icon} {
		u, err := url.Parse(ref)
		if err != nil || ref != "" && (u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http") || len(ref) > maxLink {
			t.Errorf("link %q: %v", ref, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("text/html", `<base href=//a><title>&amp;</title><meta property=og:image content=../b><link rel=icon href=c sizes=9x9>`)
	f.Add("text/html; charset=utf-16le", "<\x00t\x00i\x00t\x00l\x00e\x00>\x00\xe4\x00")
	f.Add("", "<meta name=theme-color content=red><meta name=description content=\u202e>")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		card, err := New(pages{at: {Type: contentType, Body: []byte(body)}}).Read(context.Background(), at)
		if err != nil {
			if !errors.Is(err, store.ErrUpstream) {
				t.Fatal(err)
			}
			return
		}
		check(t, card)
	})
}
