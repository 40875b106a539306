package signedurl

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDocumentedClients runs every example of docs/signing.md and verifies what it prints.
func TestDocumentedClients(t *testing.T) {
	page, err := os.ReadFile("../../docs/signing.md")
	if err != nil {
		t.Fatal(err)
	}
	languages := map[string]struct {
		debian  string
		needs   []string
		command []string // before the example
	}{
		"js":     {"nodejs", []string{"node"}, []string{"node", "--input-type=module", "-e"}},
		"python": {"python3", []string{"python3"}, []string{"python3", "-c"}},
		"php":    {"php-cli", []string{"php"}, []string{"php", "-r"}},
		"ruby":   {"ruby", []string{"ruby"}, []string{"ruby", "-e"}},
		"sh":     {"openssl", []string{"sh", "openssl", "sed"}, []string{"sh", "-euc"}},
		"go":     {"golang", []string{"go"}, []string{"go", "run"}},
	}
	verifier := newVerifier(t, testBase)
	ran := map[string]int{}
	section := ""
	for _, block := range regexp.MustCompile("(?ms)^## (.*?)$|^```([a-z]+)\n(.*?)^```").FindAllStringSubmatch(string(page), -1) {
		if block[1] != "" {
			section = block[1]
			continue
		}
		language, example := block[2], block[3]
		l, ok := languages[language]
		if !ok {
			t.Fatalf("the page has an example in %q, which nothing runs", language)
		}
		ran[section]++
		t.Run(section+"/"+language, func(t *testing.T) {
			for _, tool := range l.needs {
				needTool(t, tool, l.debian)
			}
			if language == "go" {
				file := filepath.Join(t.TempDir(), "main.go")
				if err := os.WriteFile(file, []byte(example), 0o600); err != nil {
					t.Fatal(err)
				}
				example = file
			}
			cmd := exec.Command(l.command[0], append(l.command[1:], example)...)
			cmd.Env = append(os.Environ(), "PLACARD_KEY_ID="+testKeyID, "PLACARD_API_KEY="+testKey, "PLACARD_SIGNING_SECRET="+testSecret)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			got, err := verifier.Verify(strings.TrimSpace(string(out)), keys(testKey))
			if err != nil || string(got.Scheme) != section {
				t.Fatalf("%s: %+v, %v", out, got, err)
			}
			if got.Scheme == SchemeRequest {
				if !sameJSON(t, got.Changes, []byte(`[{"id":"title","text":"Hello — “quotes” ✓"}]`)) {
					t.Errorf("%s: %s", out, got.Changes)
				}
			} else if want := []Param{{"title", "Hello — “quotes” ✓"}, {"width", "600"}}; !reflect.DeepEqual(got.Params, want) {
				t.Errorf("%s: %v", out, got.Params)
			}
		})
	}
	if ran["v2"] < 5 || ran["request"] < 5 || ran["key_id"] < 1 {
		t.Errorf("examples: %v", ran)
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

func ExampleKeySigner_URL() {
	signer := KeySigner{KeyID: "key_abc123", Secret: "sig_secret_x1y2z3", Base: "https://cards.example.com"}
	url, err := signer.URL("v1/og", []Param{{"title", "Hello, world"}, {"theme", "dark"}, Expires(time.Unix(1_800_000_000, 0))})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(url)
	// Output: https://cards.example.com/v1/og?expires=1800000000&key_id=key_abc123&theme=dark&title=Hello%2C%20world&signature=v2.nGkyR7Klksa3No1RnCIUMin1dpld6JBzDC6t6m7BFUY
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
