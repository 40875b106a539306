package remote

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"placard/store"
)

// kept is what is known of a URL whose content was fetched. The content lies beside it, under its
// SHA-256: whoever was told a version can read just that, even if the URL has a newer one by then.
type kept struct {
	URL     string    `json:"url"` // after redirects
	Type    string    `json:"type"`
	SHA256  string    `json:"sha256"`
	Checked time.Time `json:"checked"` // when its server last said so
	validators
}

func bodyKey(sha string) string { return "body " + sha }

// load returns what is known under a key. A copy's own word is not taken for how old it may be.
func (c *Client) load(key string) (k kept, ok bool) {
	data, ok := c.copies.Get(key)
	if !ok || json.Unmarshal(data, &k) != nil {
		return kept{}, false
	}
	age := c.cfg.Now().Sub(k.Checked)
	return k, age < c.cfg.TTL+c.cfg.StaleFor
}

// fresh also distrusts what claims to come from the future.
func (c *Client) fresh(k kept) bool {
	age := c.cfg.Now().Sub(k.Checked)
	return age < c.cfg.TTL && age > -c.cfg.TTL
}

// save keeps an answer, and its body unless that is kept already.
func (c *Client) save(key string, a answer) kept {
	sum := sha256.Sum256(a.Body)
	k := kept{
		URL: a.URL, Type: a.Type, SHA256: hex.EncodeToString(sum[:]), Checked: c.cfg.Now(), validators: a.validators,
	}
	c.copies.Put(bodyKey(k.SHA256), a.Body)
	c.note(key, k)
	return k
}

func (c *Client) note(key string, k kept) {
	if data, err := json.Marshal(k); err == nil { // a time beyond the year 9999 is not noted
		c.copies.Put(key, data)
	}
}

// held is a copy with its body.
type held struct {
	kept
	body []byte
}

func (h held) fetched() store.Fetched { return store.Fetched{URL: h.URL, Type: h.Type, Body: h.body} }

// hold looks for a copy whose body is there too.
func (c *Client) hold(key string) (held, bool) {
	k, ok := c.load(key)
	if !ok {
		return held{}, false
	}
	body, ok := c.copies.Get(bodyKey(k.SHA256))
	return held{k, body}, ok
}
