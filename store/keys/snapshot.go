package keys

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"placard/store"
)

const digestBytes = sha256.Size

// digest is what API keys are looked up by. The time that a map takes tells nothing of a key when it
// depends on a hash that nobody outside can compute.
type digest [digestBytes]byte

// entry is a key, opened. It is never changed once it is in a snapshot.
type entry struct {
	key     store.Key
	version int // 0: fixed
	secrets secrets
	damaged bool // it did not open, and is refused

	holding store.Credentials // as of when the snapshot was made
	turns   time.Time         // when holding is no longer right; zero: never
}

// snapshot is all keys at a time. It is never changed.
type snapshot struct {
	entries    map[string]*entry // by id, revoked ones too
	byAPIKey   map[digest]*entry // those that can be used, by current and old API keys
	active     []store.Credentials
	turns      time.Time // when active is no longer right; zero: never
	generation int64
}

// load reads all records anew.
func (k *Keys) load(ctx context.Context) error {
	k.loading.Lock()
	defer k.loading.Unlock()
	// Asked for first: what is written meanwhile is then read once more, not missed.
	generation, err := k.cfg.Records.Generation(ctx)
	if err != nil {
		return err
	}
	records, err := k.cfg.Records.List(ctx)
	if err != nil {
		return err
	}
	entries := make(map[string]*entry, len(records)+1)
	if len(records) > 0 {
		s, err := k.master(false)
		if err != nil {
			return err
		}
		for _, r := range records {
			e := &entry{key: r.Key, version: r.Version}
			e.secrets, err = s.open(r)
			e.damaged = err != nil
			entries[r.ID] = e
		}
	}
	k.current.Store(k.index(entries, generation))
	return nil
}

// put adds one entry to what is in memory. It is for a change that was just written.
func (k *Keys) put(e *entry) {
	k.loading.Lock()
	defer k.loading.Unlock()
	last := k.current.Load()
	if has := last.entries[e.key.ID]; has != nil && has.version >= e.version {
		return // read meanwhile, and perhaps changed once more
	}
	entries := maps.Clone(last.entries)
	entries[e.key.ID] = e
	k.current.Store(k.index(entries, last.generation))
}

// index makes a snapshot. The fixed key comes before one of its id, and before others' API keys.
func (k *Keys) index(entries map[string]*entry, generation int64) *snapshot {
	if k.fixed != nil {
		entries[k.fixed.key.ID] = k.fixed
	}
	now := k.cfg.Now()
	s := &snapshot{entries: entries, byAPIKey: make(map[digest]*entry, len(entries)), generation: generation}
	for _, e := range s.sorted() {
		if !e.usable() {
			continue
		}
		indexed := *e
		indexed.holding, indexed.turns = e.at(now)
		entries[e.key.ID] = &indexed
		for _, h := range e.secrets.apiKeys {
			d := k.digestOf(h.value.Reveal())
			if has := s.byAPIKey[d]; has == nil || has.version != 0 {
				s.byAPIKey[d] = &indexed
			}
		}
		s.active = append(s.active, indexed.holding)
		s.turns = sooner(s.turns, indexed.turns)
	}
	return s
}

// sorted is the entries, the oldest first.
func (s *snapshot) sorted() []*entry {
	return slices.SortedFunc(maps.Values(s.entries), func(a, b *entry) int {
		if c := a.key.Created.Compare(b.key.Created); c != 0 {
			return c
		}
		return strings.Compare(a.key.ID, b.key.ID)
	})
}

// damage is an error if there is a key that does not open.
func (s *snapshot) damage() error {
	for _, e := range s.sorted() {
		if e.damaged {
			return wrongMaster(e.key.ID)
		}
	}
	return nil
}

func (e *entry) usable() bool { return !e.damaged && e.key.Revoked.IsZero() }

// at is what holds at a time, and when that changes next; zero: never.
func (e *entry) at(now time.Time) (c store.Credentials, turns time.Time) {
	c.Key = e.key
	pick := func(from []held) (out []store.Secret) {
		for _, h := range from {
			if h.holds(now) {
				out = append(out, h.value)
				turns = sooner(turns, h.until)
			}
		}
		return out
	}
	c.APIKeys, c.SigningSecrets = pick(e.secrets.apiKeys), pick(e.secrets.signingSecrets)
	return c, turns
}

// now is what holds at a time. There is nothing to work out unless the end of an overlap has come.
func (e *entry) now(now time.Time) store.Credentials {
	if e.turns.IsZero() || now.Before(e.turns) {
		return e.holding
	}
	c, _ := e.at(now)
	return c
}

// holds: the moment that an overlap ends is after it.
func (h held) holds(now time.Time) bool { return h.until.IsZero() || now.Before(h.until) }

// sooner is the earlier of two times; zero means never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func (k *Keys) digestOf(apiKey string) (d digest) {
	mac := hmac.New(sha256.New, k.digest[:])
	_, _ = mac.Write([]byte(apiKey)) // never fails
	mac.Sum(d[:0])
	return d
}

// wrongMaster says what it means that a key does not open.
func wrongMaster(id string) error {
	return fmt.Errorf("key %s in the database is not sealed under this master key, or was tampered with: %s", id, masterHelp)
}
