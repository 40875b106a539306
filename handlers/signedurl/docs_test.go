package signedurl

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestDocumentedClients runs the examples of docs/signing.md and verifies what they print.
func TestDocumentedClients(t *testing.T) {
	page, err := os.ReadFile("../../docs/signing.md")
	if err != nil {
		t.Fatal(err)
	}
	languages := []struct {
		fence, debian string
		needs         []string
		command       []string
	}{
		{"js", "nodejs", []string{"node"}, []string{"node", "--input-type=module", "-e"}},
		{"python", "python3", []string{"python3"}, []string{"python3", "-c"}},
		{"sh", "openssl", []string{"sh", "openssl", "sed"}, []string{"sh", "-euc"}},
	}
	verifier := newVerifier(t, testBase)
	for _, l := range languages {
		t.Run(l.fence, func(t *testing.T) {
			for _, tool := range l.needs {
				needTool(t, tool, l.debian)
			}
			block := regexp.MustCompile("(?s)```" + l.fence + "\n(.*?)```").FindSubmatch(page)
			if block == nil {
				t.Fatal("the page has no such example")
			}
			cmd := exec.Command(l.command[0], append(l.command[1:], string(block[1]))...)
			cmd.Env = append(os.Environ(), "PLACARD_API_KEY="+testKey)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			got, err := verifier.Verify(strings.TrimSpace(string(out)), keys(testKey))
			if err != nil || got.Template != "article-card" || !sameJSON(t, got.Changes, []byte(`[{"id":"title","text":"Hello — “quotes” ✓"}]`)) {
				t.Errorf("%s: %s, %v", out, got.Changes, err)
			}
		})
	}
}

func ExampleSigner_URL() {
	signer := Signer{Key: "my-api-key", Base: "https://cards.example.com"}
	url, err := signer.URL("article-card", "jpg", []byte(`[{"id":"title","text":"Hello, world"}]`))
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(url)
	// Output: https://cards.example.com/article-card.jpg?c=W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIZWxsbywgd29ybGQifV0=&s=b8acd153036ea3511e79740efab047f852ccab40880d2f7f3769f511a3612e79
}

func ExampleVerifier_Verify() {
	verifier, err := NewVerifier(Config{})
	if err != nil {
		fmt.Println(err)
	}
	ring := Credentials{{KeyID: "key_abc123", APIKeys: []string{"sk_live_a1b2c3d4"}, Schemes: DefaultSchemes()}}
	request, err := verifier.Verify("/article-card.webp?c=W10=&s=ab98f2db7d862fbf40fb5c268e33beb252aaeba246b508ce7167e43f05985e02", ring)
	fmt.Println(request.Template, request.Ext, string(request.Changes), err)
	_, err = verifier.Verify("/article-card.png?c=W10=&s=ab98f2db7d862fbf40fb5c268e33beb252aaeba246b508ce7167e43f05985e02", ring)
	fmt.Println(err)
	// Output:
	// article-card webp [] <nil>
	// the signature does not match the URL
}
