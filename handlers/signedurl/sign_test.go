package signedurl

import (
	"errors"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSignRoundTrip(t *testing.T) {
	verifier := newVerifier(t, testBase)
	rapid.Check(t, func(t *rapid.T) {
		s := Signer{
			Key:      rapid.StringMatching(`sk_live_[a-z0-9]{24}`).Draw(t, "key"),
			Base:     rapid.SampledFrom([]string{"", testBase, testBase + "/signed/"}).Draw(t, "base"),
			SignBase: rapid.Bool().Draw(t, "sign base"),
		}
		changes := rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "changes")
		options := drawParams(t)
		url, err := s.URL("article-card", "jpg", changes, options...)
		if errors.Is(err, ErrTooLong) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if s.Base == "" {
			url = "/" + url
		}
		got, err := verifier.Verify(url, keys(s.Key))
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		want := Request{
			Scheme: SchemeRequest, KeyID: testKeyID, Path: "article-card.jpg", Template: "article-card", Ext: "jpg",
			Changes: changes, Params: options,
		}
		if strings.HasSuffix(s.Base, "/signed/") {
			want.Path = "signed/article-card.jpg"
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

// drawParams draws parameters that have no meaning to this package; nil if none.
func drawParams(t *rapid.T) []Param {
	param := rapid.Custom(func(t *rapid.T) Param {
		return Param{rapid.StringMatching(`o[a-z]{1,9}`).Draw(t, "name"), rapid.String().Draw(t, "value")}
	})
	params := rapid.SliceOfDistinct(param, func(p Param) string { return p.Name }).Draw(t, "params")
	if len(params) == 0 {
		return nil
	}
	return params
}

func TestUnsignable(t *testing.T) {
	tests := []struct {
		name          string
		signer        Signer
		template, ext string
		changes       string
		options       []Param
		want          error
	}{
		{name: "no key", template: "card", ext: "jpg", want: ErrUnsignable},
		{name: "no template", signer: Signer{Key: testKey}, ext: "jpg", want: ErrUnsignable},
		{name: "no extension", signer: Signer{Key: testKey}, template: "card", want: ErrUnsignable},
		{name: "folder", signer: Signer{Key: testKey}, template: "a/card", ext: "jpg", want: ErrUnsignable},
		{name: "query in the name", signer: Signer{Key: testKey}, template: "card?", ext: "jpg", want: ErrUnsignable},
		{name: "dot in the extension", signer: Signer{Key: testKey}, template: "card", ext: "tar.gz", want: ErrUnsignable},
		{name: "option s", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"s", "1"}}, want: ErrUnsignable},
		{name: "option c", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"c", "1"}}, want: ErrUnsignable},
		{name: "option key_id", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"key_id", "1"}}, want: ErrUnsignable},
		{name: "an option twice", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"w", "1"}, {"w", "1"}}, want: ErrUnsignable},
		{name: "another template as an option", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"template", "quote"}}, want: ErrUnsignable},
		{name: "nameless option", signer: Signer{Key: testKey}, template: "card", ext: "jpg", options: []Param{{"", "1"}}, want: ErrUnsignable},
		{name: "base without a scheme", signer: Signer{Key: testKey, Base: "cards.example.com"}, template: "card", ext: "jpg", want: ErrUnsignable},
		{name: "too long", signer: Signer{Key: testKey}, template: "card", ext: "jpg", changes: strings.Repeat("x", MaxURLBytes), want: ErrTooLong},
	}
	for _, test := range tests {
		url, err := test.signer.URL(test.template, test.ext, []byte(test.changes), test.options...)
		if !errors.Is(err, test.want) || url != "" {
			t.Errorf("%s: got %q, %v, want %v", test.name, url, err, test.want)
		}
	}
}

func TestNoChangesAreAnEmptyList(t *testing.T) {
	url, err := Signer{Key: testKey}.URL("card", "jpg", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := newVerifier(t).Verify("/"+url, keys(testKey))
	if err != nil || string(got.Changes) != "[]" {
		t.Errorf("got %q, %v, want []", got.Changes, err)
	}
}

// needTool skips a test whose tool is missing, except where everything must run.
func needTool(t *testing.T, program, debian string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: install the Debian package %s", program, debian)
	}
	t.Skipf("NOT TESTED: %s is missing: install the Debian package %s", program, debian)
}
