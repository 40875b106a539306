package signedurl

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
)

const testKey = "sk_live_a1b2c3d4"

// tricky is JSON whose base64 holds "+", "/" and padding.
const tricky = `[{"id":"title","text":"ÿÿÿ>>>???~~~ÿþ"}] `

// signed puts a signature after any message, well-formed or not.
func signed(message string) string { return message + signatureMark + signHex(message, testKey) }

func TestSpellingsOfChanges(t *testing.T) {
	std := base64.StdEncoding.EncodeToString([]byte(tricky))
	if !strings.Contains(std, "+") || !strings.Contains(std, "/") || !strings.Contains(std, "=") {
		t.Fatalf("%s does not try every special character", std)
	}
	percent := strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D")
	spellings := map[string]string{
		"standard":                 std,
		"standard, unpadded":       strings.TrimRight(std, "="),
		"URL-safe":                 base64.URLEncoding.EncodeToString([]byte(tricky)),
		"URL-safe, unpadded":       base64.RawURLEncoding.EncodeToString([]byte(tricky)),
		"percent-encoded":          percent.Replace(std),
		"percent-encoded, lower":   strings.NewReplacer("+", "%2b", "/", "%2f", "=", "%3d").Replace(std),
		"only padding encoded":     strings.ReplaceAll(std, "=", "%3D"),
		"percent-encoded URL-safe": percent.Replace(base64.URLEncoding.EncodeToString([]byte(tricky))),
	}
	verifier := newVerifier(t)
	for name, c := range spellings {
		got, err := verifier.Verify("/"+signed("card.png?c="+c), keys(testKey))
		if err != nil || string(got.Changes) != tricky {
			t.Errorf("%s: got %q, %v", name, got.Changes, err)
		}
		// The signature of one spelling does not hold for another.
		for other, d := range spellings {
			if c == d {
				continue
			}
			url := "/card.png?c=" + d + signatureMark + signHex("card.png?c="+c, testKey)
			if _, err := verifier.Verify(url, keys(testKey)); !errors.Is(err, ErrMismatch) {
				t.Errorf("signed as %s, sent as %s: %v", name, other, err)
			}
		}
	}
}

func TestMalformed(t *testing.T) {
	tests := map[string]string{
		"no extension":              "card?c=W10=",
		"nothing before the dot":    ".png?c=W10=",
		"nothing after the dot":     "card.?c=W10=",
		"folder":                    "a/card.png?c=W10=",
		"no query":                  "card.png",
		"no c":                      "card.png?w=600",
		"c not first":               "card.png?w=600&c=W10=",
		"space for plus":            "card.png?c=W3 s=",
		"not base64":                "card.png?c=W1*=",
		"alphabets mixed":           "card.png?c=-_+/",
		"padding in the middle":     "card.png?c=W1==0=",
		"too much padding":          "card.png?c=W10==",
		"too little padding":        "card.png?c=Ww=",
		"left-over bits":            "card.png?c=W11=",
		"left-over bits, unpadded":  "card.png?c=W11",
		"line break":                "card.png?c=W1\n0=",
		"encoded line break":        "card.png?c=W1%0A0=",
		"encoded carriage return":   "card.png?c=W10=%0D",
		"half a percent":            "card.png?c=W10%3",
		"encoded twice":             "card.png?c=W10%253D",
		"empty option":              "card.png?c=W10=&",
		"option without a value":    "card.png?c=W10=&download",
		"option without a name":     "card.png?c=W10=&=1",
		"option with a bad percent": "card.png?c=W10=&w=%zz",
		"option name, bad percent":  "card.png?c=W10=&%zz=1",
	}
	verifier := newVerifier(t)
	for name, message := range tests {
		if got, err := verifier.Verify("/"+signed(message), keys(testKey)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
		// The same is not read at all without a signature that holds.
		if _, err := verifier.Verify("/"+signed(message), keys("another key")); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s, wrong key: %v", name, err)
		}
	}
}

func TestOptions(t *testing.T) {
	got, err := newVerifier(t).Verify("/"+signed("card.jpg?c=W10=&w=600&q=80&h=&download=a%20b%26c"), keys(testKey))
	want := []Param{{"w", "600"}, {"q", "80"}, {"h", ""}, {"download", "a b&c"}}
	if err != nil || !reflect.DeepEqual(got.Params, want) {
		t.Fatalf("got %v, %v, want %v", got.Params, err, want)
	}
}

func TestUnsignedTailIsIgnored(t *testing.T) {
	verifier := newVerifier(t)
	url := "/" + signed("card.jpg?c=W10=&w=600")
	want, err := verifier.Verify(url, keys(testKey))
	if err != nil {
		t.Fatal(err)
	}
	for _, tail := range []string{"&", "&fbclid=x", "&utm_source=a&utm_medium=b", "&w=9999", "&s=00", "&amp;s=1", "&%zz"} {
		got, err := verifier.Verify(url+tail, keys(testKey))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v, want %+v", tail, got, err, want)
		}
	}
}

func TestHTMLEscapingIsUndoneOnce(t *testing.T) {
	verifier := newVerifier(t, testBase)
	message := "signed/card.jpg?c=W10=&w=600"
	for _, url := range []string{
		"/" + message + signatureMark + signHex(testBase+"/"+message, testKey),
		"/" + signed("card.jpg?c=W10="),
	} {
		once := strings.ReplaceAll(url, "&", "&amp;")
		if _, err := verifier.Verify(once, keys(testKey)); err != nil {
			t.Errorf("%s: %v", once, err)
		}
		twice := strings.ReplaceAll(once, "&", "&amp;")
		if _, err := verifier.Verify(twice, keys(testKey)); !errors.Is(err, ErrMissing) && !errors.Is(err, ErrMismatch) {
			t.Errorf("%s: %v", twice, err)
		}
	}
}

func TestPathsAndBases(t *testing.T) {
	const message = "card.jpg?c=W10="
	s := func(prefix string) string { return message + signatureMark + signHex(prefix+message, testKey) }
	tests := []struct {
		name, url string
		want      error
	}{
		{"relative at the root", "/" + s(""), nil},
		{"relative below signed", "/signed/" + s(""), nil},
		{"whole at the root", "/" + s(testBase+"/"), nil},
		{"whole below signed", "/signed/" + s(testBase+"/signed/"), nil},
		{"a base with a path, which a proxy strips", "/" + s("http://other.example/pictures/"), nil},
		{"whole URL given", testBase + "/" + s(testBase+"/"), nil},
		{"whole URL given, relative signature", testBase + "/signed/" + s(""), nil},
		{"moved below signed", "/signed/" + s(testBase+"/"), ErrMismatch},
		{"moved out of signed", "/" + s(testBase+"/signed/"), ErrMismatch},
		{"signed twice in the path", "/signed/signed/" + s(""), ErrMismatch},
		{"unknown base", "/" + s("https://evil.example/"), ErrMismatch},
		{"whole URL of an unknown host", "https://evil.example/" + s(""), ErrMismatch},
		{"whole URL of another base than was signed", testBase + "/" + s("http://other.example/pictures/"), ErrMismatch},
		{"the base is a prefix of the host", testBase + ".evil.example/" + s(""), ErrMismatch},
		{"empty", "", ErrMismatch},
		{"root", "/", ErrMissing},
		{"unsigned", "/" + message, ErrMissing},
		{"too long", "/" + s("") + "&x=" + strings.Repeat("x", MaxURLBytes), ErrTooLong},
	}
	verifier := newVerifier(t, testBase+"/", "http://other.example/pictures")
	for _, test := range tests {
		if _, err := verifier.Verify(test.url, keys(testKey)); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
}

func TestKeys(t *testing.T) {
	verifier := newVerifier(t)
	url := "/" + signed("card.jpg?c=W10=")
	tests := []struct {
		name string
		keys []string
		want error
	}{
		{"the key", []string{testKey}, nil},
		{"the old key in an overlap", []string{"new", testKey}, nil},
		{"the new key in an overlap", []string{testKey, "old"}, nil},
		{"no key", nil, ErrMismatch},
		{"other keys", []string{"new", "old"}, ErrMismatch},
		{"the key in another case", []string{strings.ToUpper(testKey)}, ErrMismatch},
	}
	for _, test := range tests {
		if _, err := verifier.Verify(url, keys(test.keys...)); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	empty := "/card.jpg?c=W10=" + signatureMark + signHex("card.jpg?c=W10=", "")
	if _, err := verifier.Verify(empty, keys("")); !errors.Is(err, ErrMismatch) {
		t.Errorf("an empty key verified: %v", err)
	}
}

func TestErrorsTellNothing(t *testing.T) {
	message := "card.jpg?c=W10="
	expected := signHex(message, testKey)
	for _, url := range []string{"/" + message + "&s=", "/" + message + "&s=" + strings.Repeat("0", 64), "/" + message} {
		_, err := newVerifier(t).Verify(url, keys(testKey))
		if err == nil || strings.Contains(err.Error(), expected) || strings.Contains(err.Error(), testKey) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestConfigNamesEveryBadBase(t *testing.T) {
	bad := []string{"cards.example.com", "ftp://x", "https://", "https://a?b", "https://a#b", "https://[", ""}
	_, err := NewVerifier(Config{PublicBases: bad})
	if err == nil {
		t.Fatal("accepted")
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != len(bad) {
		t.Errorf("%d errors, want %d: %v", len(lines), len(bad), err)
	}
}
