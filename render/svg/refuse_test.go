package svg_test

import (
	"errors"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/svg"
)

// refusals are drawings that are refused, on the line where the mistake is, with what says so.
var refusals = []struct {
	name, body string
	want       string // after "svg: line 2: "
}{
	{"scripts", "\n<script>alert(1)</script>", "<script>: nothing is run here; remove it"},
	{"scripts of pages", "\n<s:script xmlns:s='http://www.w3.org/1999/xhtml'/>", "<script>: nothing is run here"},
	{"scripts within what is ignored", "<metadata>\n<script/></metadata>", "<script>: nothing is run here"},
	{"events", "\n<rect onclick='x()'/>", "<rect>: onclick would run a script"},
	{"events of what is ignored", "\n<a:b xmlns:a='urn:a' onLoad='x()'/>", "<b>: onLoad would run a script"},
	{"pages", "\n<foreignObject/>", "<foreignObject>: only SVG is drawn here"},
	{"pictures", "\n<image href='data:image/png;base64,'/>", "<image>: pictures inside of drawings are not drawn; put it on the card"},
	{"text", "\n<text>a</text>", "<text>: letters need a font, which a drawing has not; convert the text to outlines"},
	{"animations", "<circle r='3'>\n<animate attributeName='r'/></circle>", "<animate>: a card stands still"},
	{"animations of style", "<style>\n@keyframes a {from{fill:red}}</style>", "<style>: @keyframes: a card stands still"},
	{"animated style", "\n<rect style='animation: a 1s'/>", `<rect>: animation "a 1s": this is not drawn here; a card stands still`},
	{"unknown elements", "\n<blink/>", "<blink>: this element is not drawn here"},
	{"references elsewhere", "\n<use href='a.svg#b'/>", `<use>: href "a.svg#b" leads elsewhere, and nothing is fetched`},
	{"old references elsewhere", "\n<use xlink:href='http://a/b#c'/>", `<use>: href "http://a/b#c" leads elsewhere`},
	{"paints elsewhere", "\n<rect fill='url(a.svg#b)'/>", "<rect>: fill \"url(a.svg#b)\": url(\"a.svg#b)\" leads elsewhere"},
	{"fonts elsewhere", "<style>\n@font-face { src: URL('a.woff') }</style>", "<style>: url(\"'a.woff') \" leads elsewhere"},
	{"styles elsewhere", "<style>\n@import 'a.css';</style>", "<style>: @import is not followed, as nothing is fetched"},
	{"cursors elsewhere", "\n<rect style='cursor:url(http://a)'/>", "<rect>: cursor: url("},
	{"filters", "\n<rect filter='url(#a)'/>", `<rect>: filter "url(#a)": this is not drawn here`},
	{"markers", "\n<path marker-end='url(#a)'/>", `<path>: marker-end "url(#a)": this is not drawn here; convert the stroke with its markers to paths`},
	{"patterns", "<pattern id='a'/>\n<rect width='1' height='1' fill='url(#a)'/>", "<rect>: url(\"#a\") is a <pattern>, which paints nothing here"},
	{"masks of more", "<rect mask='url(#a)' width='1' height='1'/>\n<mask id='a'><rect fill='#888' width='1' height='1'/></mask>", "<mask>: only masks of white and black shapes"},
	{"no mask", "\n<g mask='url(#a)'/>", "<g>: mask: there is no <mask> with the id \"a\""},
	{"no clip", "\n<g clip-path='url(#a)'/>", "<g>: clip-path: there is no <clipPath> with the id \"a\""},
	{"groups in clips", "<g clip-path='url(#a)'/><clipPath id='a'>\n<g/></clipPath>", "<g>: a clipPath holds shapes only"},
	{"shapes of CSS", "\n<g clip-path='circle(3px)'/>", "<g>: clip-path \"circle(3px)\": want none or url(#id); shapes and boxes of CSS are not drawn here"},
	{"no gradient", "\n<rect width='1' height='1' fill='url(#a)'/>", "<rect>: url(\"#a\"): nothing has that id"},
	{"no target", "\n<use href='#a'/>", "<use>: href \"#a\": nothing has that id"},
	{"other targets", "<linearGradient id='a'/>\n<use href='#a'/>", "<use>: href \"#a\" is a <linearGradient>, which cannot be repeated"},
	{"uses of themselves", "<g id='a'>\n<use href='#a'/></g>", `<use>: "#a" refers to itself through this`},
	{"uses in a circle", "<g id='a'>\n<use href='#b'/></g><g id='b'><use href='#a'/></g>", `<use>: "#b" refers to itself through this`},
	{"uses of the whole", "\n<use href='#root'/>", `<use>: "#root" refers to itself through this`},
	{"clips in a circle", "<rect clip-path='url(#a)' width='1' height='1'/>\n<clipPath id='a' clip-path='url(#a)'><rect/></clipPath>", `<clipPath>: "#a" refers to itself through this`},
	{"gradients in a circle", "<rect width='1' height='1' fill='url(#a)'/><linearGradient id='a' href='#b'/>\n<linearGradient id='b' href='#a'/>", `<linearGradient>: "#a" refers to itself through this`},
	{"gradients of others", "<rect width='1' height='1' fill='url(#a)'/><g id='b'/>\n<linearGradient id='a' href='#b'/>", "<linearGradient>: href \"#b\" is a <g>; refer to a gradient"},

	{"colours", "\n<rect fill='#12'/>", `<rect>: fill "#12": it is no colour`},
	{"other colours", "\n<rect style='stroke: color(display-p3 1 0 0)'/>", "<rect>: stroke "},
	{"lengths", "\n<rect width='3em'/>", `<rect>: width "3em": "em" is no unit here; use px`},
	{"negative sizes", "\n<rect width='-3'/>", "<rect>: width is -3; it must not be negative"},
	{"numbers", "\n<rect x='1e30'/>", `<rect>: x "1e30": character 1: 1e30 is not in -1000000000..1000000000`},
	{"paths", "\n<path d='M1 2L3,x'/>", `<path>: d: character 8: want a number, got "x"`},
	{"paths without a move", "\n<path d='L3 4'/>", "<path>: d: character 1: want M, as a path starts with a move, got \"L\""},
	{"flags", "\n<path d='M0 0a1 1 0 2 0 3 3'/>", "<path>: d: character 12: want a flag, 0 or 1"},
	{"points", "\n<polygon points='1,2 3'/>", "<polygon>: points: there is an x without a y"},
	{"transforms", "\n<g transform='turn(3)'/>", "<g>: transform \"turn(3)\": character 1: want one of matrix"},
	{"arguments of transforms", "\n<g transform='rotate(1 2)'/>", "<g>: transform \"rotate(1 2)\": rotate does not take 2 numbers"},
	{"boxes of transforms", "\n<g transform='scale(2)' style='transform-box:fill-box'/>", "<g>: transform-box: fill-box is not drawn here"},
	{"words", "\n<g stroke-linecap='flat'/>", `<g>: stroke-linecap "flat": want one of butt round square`},
	{"boxes", "\n<svg viewBox='0 0 3'/>", `<svg>: viewBox "0 0 3": want x, y, width and height`},
	{"fitting", "\n<svg preserveAspectRatio='middle'/>", "<svg>: preserveAspectRatio: want none, or xMidYMid"},
	{"selectors", "<style>\na:hover { fill: red }</style>", `<style>: the selector "a:hover" is not read; write element, .class or #id`},
	{"rules", "<style>\nfill: red</style>", `<style>: want a rule as .name { fill: red }, got "fill: red"`},
	{"media", "<style>\n@media print { a {fill:red} }</style>", "<style>: @media is not read"},
	{"comments", "<style>.a{}\n/* </style>", "<style>: a comment has no end"},
	{"declarations", "\n<g style='red'/>", `<g>: style: want name: value, got "red"`},
	{"other sheets", "\n<style type='text/less'>a</style>", "<style>: a style sheet of type \"text/less\" is not read"},
	{"attributes twice", "\n<g fill='red' fill='blue'/>", "<g>: fill stands there twice"},
	{"tags", "\n<g></h>", "it is not XML: element <g> closed by </h>"},
	{"entities", "\n<g id='&a;'/>", "it is not XML: invalid character entity &a;; write the character itself"},
	{"layers", "<g>\n</g>" + strings.Repeat("<g opacity='.5'><path d='M0 0h1v1z'/>", 20) + strings.Repeat("</g>", 20), "<svg>: groups with opacity, clips or blends nest deeper than 16"},
	{"dashes", "\n<path d='M0 0h1e6' stroke='red' stroke-dasharray='.001'/>", "<path>: stroke-dasharray cuts the paths into more than 10000 pieces"},
}

func TestRefuses(t *testing.T) {
	for _, c := range refusals {
		_, err := svg.Parse([]byte(strings.Replace(string(rooted(c.body)), "<svg ", "<svg id='root' ", 1)))
		var e *svg.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		line := "svg: line 2: "
		if c.name == "comments" || c.name == "uses of themselves" || c.name == "layers" {
			line = "svg: line "
		}
		if !strings.HasPrefix(err.Error(), line) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %q, want %q", c.name, err, line+c.want)
		}
	}
}

func TestRefusesFiles(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":      {"", "svg: there is no <svg> element in it"},
		"other XML":    {"<html/>", "svg: line 1: <html>: this element is not drawn here"},
		"two drawings": {"<svg viewBox='0 0 1 1'/><svg/>", "svg: line 1: <svg>: a drawing is one <svg> element"},
		"no size":      {"<svg width='100%'/>", `svg: line 1: <svg>: it has no size; add viewBox="0 0 width height"`},
		"no width":     {"<svg width='0' height='3'/>", "svg: line 1: <svg>: width is 0; nothing would show"},
		"DOCTYPE":      {"<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg/>", "svg: line 1: a DOCTYPE may pull in other texts and is refused"},
		"sheets":       {"<?xml-stylesheet href='a.css'?><svg/>", "svg: line 1: a style sheet elsewhere is not fetched"},
		"encodings":    {"<?xml version='1.0' encoding='latin1'?><svg/>", "svg: line 1: it is not in UTF-8"},
		"no end":       {"<svg>\n<g>", "svg: line 2: it is not XML: unexpected EOF"},
	} {
		if _, err := svg.Parse([]byte(c.text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

// laughs nests `use` so that it repeats ten times what repeats ten times, and so on.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<defs><path id="u0" d="M0 0h1v1z"/>`)
	for i := 1; i < 30; i++ {
		b.WriteString(`<g id="u` + string(rune('0'+i)) + `">` + strings.Repeat(`<use href="#u`+string(rune('0'+i-1))+`"/>`, 10) + `</g>`)
	}
	return b.String() + `</defs><use href="#u` + string(rune('0'+29)) + `"/>`
}

// bombs cost far more than their length, if one lets them.
func bombs() map[string]string {
	repeat := strings.Repeat
	star := "M0 0" + repeat("L97 31 5 83 61 2 13 99 ", 120)
	return map[string]string{
		"billion laughs": laughs(),
		"empty laughs":   strings.Replace(laughs(), `<path id="u0" d="M0 0h1v1z"/>`, `<g id="u0"/>`, 1),
		"long paths":     `<defs><path id="a" d="M0 0` + repeat("h1", 9000) + `"/></defs>` + repeat(`<use href="#a"/>`, 5000),
		"deep":           repeat("<g>", 40000),
		"many":           repeat("<g/>", 60000),
		"too long":       "<!--" + repeat(" ", svg.MaxBytes) + "-->",
		"attributes":     "<g " + repeat("a ", 60000) + "/>",
		"many attributes": func() string {
			var b strings.Builder
			for i := range 20000 {
				b.WriteString(" a" + string(rune('a'+i%26)) + string(rune(0x4e00+i)) + "='1'")
			}
			return "<g" + b.String() + "/>"
		}(),
		"rules":          "<style>" + repeat("g,*{fill:red}", 5000) + "</style>" + repeat("<g/>", 8000),
		"selectors":      "<style>" + repeat("g g g g g g g a{fill:red}", 2000) + "</style>" + repeat("<g>", 40) + repeat("<g/>", 8000) + repeat("</g>", 40),
		"classes":        "<style>" + repeat(".a.b.c.d{}", 5000) + "</style>" + repeat(`<g class="`+repeat("x ", 500)+`"/>`, 100),
		"long values":    "<style>*{stroke-width:" + repeat("0", 100000) + "}</style>" + repeat("<g/>", 8000),
		"urls":           "<style>*{a:" + repeat("url(#", 40000) + "}</style>",
		"transforms":     `<g transform="` + repeat("scale(1)", 20000) + `"/>`,
		"stops":          `<rect width="1" height="1" fill="url(#a)"/><linearGradient id="a">` + repeat("<stop/>", 8000) + "</linearGradient>",
		"gradients":      `<linearGradient id="a">` + repeat("<stop/>", 60) + "</linearGradient><g fill='url(#a)'>" + repeat(`<path d="M0 0h1v1z"/>`, 8000) + "</g>",
		"clips":          `<clipPath id="a"><path d="` + star + `"/><path d="` + star + `"/></clipPath>` + repeat(`<rect width="1" height="1" clip-path="url(#a)"/>`, 4000),
		"clips of clips": `<clipPath id="a">` + repeat(`<rect clip-path="url(#b)" width="1" height="1"/>`, 1000) + `</clipPath><clipPath id="b">` + repeat(`<rect width="1" height="1"/>`, 1000) + `</clipPath><rect width="1" height="1" clip-path="url(#a)"/>`,
		"masks":          `<mask id="a"><path fill="#fff" d="` + star + star + `"/><path fill="#fff" d="` + star + `"/></mask><rect width="1" height="1" mask="url(#a)"/>`,
		"dashes":         `<g stroke="red" stroke-dasharray=".01">` + repeat(`<path d="M0 0h9"/>`, 5000) + "</g>",
		"fixed dashes":   `<path d="M0 0h9e6" stroke="red" vector-effect="non-scaling-stroke" stroke-dasharray="1e4 9e6" transform="scale(100)"/><path d="M0 0h90" stroke="red" vector-effect="non-scaling-stroke" stroke-dasharray=".01" transform="scale(.001)"/>`,
		"boxes":          `<clipPath id="a" clipPathUnits="objectBoundingBox"><rect width="1" height="1"/></clipPath>` + repeat(`<g clip-path="url(#a)">`, 40) + repeat(`<path d="M0 0c1 2 3 4 5 6"/>`, 7000) + repeat("</g>", 40),
	}
}

// computed is how long this thread has computed.
func computed() time.Duration {
	const thread = 1
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestBombs parses what costs much more than its length, refused or not. The time that this thread computes counts, as
// the machine may be busy, and the best of some tries, as collecting what other tests left is not ours.
func TestBombs(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for name, body := range bombs() {
		best := time.Hour
		for range 5 {
			start := computed()
			d, err := svg.Parse(rooted(body))
			if err == nil {
				_, err = d.Draw(display.Rect{X1: 1000, Y1: 1000}, nil)
			}
			best = min(best, computed()-start)
			if name != "attributes" && err != nil && !strings.HasPrefix(err.Error(), "svg: ") {
				t.Errorf("%s: %v", name, err)
			}
			if strings.HasSuffix(name, "laughs") && err == nil {
				t.Errorf("%s are drawn", name)
			}
			if best < deadline {
				break
			}
		}
		t.Logf("%s: %v", name, best)
		if best > deadline {
			t.Errorf("%s takes %v", name, best)
		}
	}
}
