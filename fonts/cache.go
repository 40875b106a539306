package fonts

import (
	"container/list"
	"encoding/binary"
	"hash/maphash"
	"math"
	"strings"
	"sync"
	"unsafe"
)

// textCacheBytes bounds what a registry keeps of shaped texts: some ten thousand titles.
const textCacheBytes = 16 << 20

// maxCachedRunes keeps long texts out of the cache, each of which would push out a hundred titles.
const maxCachedRunes = 2000

// textKey is a request in comparable form.
type textKey struct {
	text, lang  string
	styles      string // the families, or all styles where they are more than that, see appendStyles
	weight      int
	families    uint32 // how many, so that a name with a zero byte is not taken for two
	style       Style
	direction   Direction
	noLigatures bool
	rich        bool // styles are all styles
}

// keyOf expects styles to have been checked.
func keyOf(request *Request) textKey {
	key := textKey{
		text:        request.Text,
		lang:        request.Lang,
		weight:      request.Weight,
		families:    uint32(len(request.Families)),
		style:       request.Style,
		direction:   request.Direction,
		noLigatures: request.NoLigatures,
		rich:        request.rich(),
	}
	if key.rich {
		key.styles = string(appendStyles(nil, request))
	} else {
		key.styles = joinFamilies(request.Families)
	}
	return key
}

func joinFamilies(families []string) string { return strings.Join(families, "\x00") }

// appendStyles writes all styles of a request, such that no two are written alike.
func appendStyles(key []byte, request *Request) []byte {
	key = appendStyle(key, request.Families, request.Features, request.Variations)
	for i := range request.Spans {
		span := &request.Spans[i]
		key = binary.AppendUvarint(key, uint64(span.End))
		key = binary.AppendVarint(key, int64(span.Weight))
		key = append(key, byte(span.Style))
		key = appendStyle(key, span.Families, span.Features, span.Variations)
	}
	return key
}

func appendStyle(key []byte, families []string, features []Feature, variations []Variation) []byte {
	key = binary.AppendUvarint(key, uint64(len(families)))
	for _, name := range families {
		key = binary.AppendUvarint(key, uint64(len(name)))
		key = append(key, name...)
	}
	key = binary.AppendUvarint(key, uint64(len(features)))
	for _, f := range features {
		key = append(key, f.Tag...)
		key = binary.AppendUvarint(key, uint64(f.Value))
	}
	key = binary.AppendUvarint(key, uint64(len(variations)))
	for _, v := range variations {
		key = append(key, v.Tag...)
		key = binary.BigEndian.AppendUint64(key, math.Float64bits(v.Value))
	}
	return key
}

// textCache keeps the texts used last. A render asks for the same text a dozen times while it fits a size,
// and again for every picture from the same template.
type textCache struct {
	seed   maphash.Seed
	shards [textShards]textShard
}

// textShards are more than the cores of a machine that draws cards: with one lock for all, it was the only one that
// two renders waited for.
const textShards = 16

// textShard is a part of the cache, by the hash of the text.
type textShard struct {
	mu      sync.Mutex
	entries map[textKey]*list.Element
	recent  *list.List // of *textEntry, the one used last in front
	bytes   int
}

type textEntry struct {
	key   textKey
	text  *Text
	bytes int
}

func newTextCache() *textCache {
	c := &textCache{seed: maphash.MakeSeed()}
	for i := range c.shards {
		c.shards[i].entries, c.shards[i].recent = make(map[textKey]*list.Element), list.New()
	}
	return c
}

func (c *textCache) shard(key *textKey) *textShard {
	return &c.shards[maphash.String(c.seed, key.text)%textShards]
}

// get returns nil for a text that is not kept, or whose faces are not.
func (c *textCache) get(key *textKey) *Text { return c.shard(key).get(key) }

func (c *textCache) put(key *textKey, text *Text) { c.shard(key).put(key, text) }

func (c *textShard) get(key *textKey) *Text {
	c.mu.Lock()
	defer c.mu.Unlock()
	element := c.entries[*key]
	if element == nil {
		return nil
	}
	entry := element.Value.(*textEntry)
	if len(entry.text.variants) > 0 && entry.text.outdated() {
		c.remove(element)
		return nil
	}
	c.recent.MoveToFront(element)
	return entry.text
}

// remove is called with the lock held.
func (c *textShard) remove(element *list.Element) {
	entry := c.recent.Remove(element).(*textEntry)
	delete(c.entries, entry.key)
	c.bytes -= entry.bytes
}

func (c *textShard) put(key *textKey, text *Text) {
	if len(text.Runes) > maxCachedRunes {
		return
	}
	entry := &textEntry{key: *key, text: text, bytes: sizeOf(key, text)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[*key] != nil {
		return // another goroutine was quicker
	}
	c.entries[*key] = c.recent.PushFront(entry)
	c.bytes += entry.bytes
	for c.bytes > textCacheBytes/textShards {
		c.remove(c.recent.Back())
	}
}

// sizeOf estimates what keeping a text costs.
func sizeOf(key *textKey, text *Text) int {
	const overhead = 512 // entry, list element, map slot, the Text itself
	size := overhead + len(key.text) + len(key.styles) + len(key.lang)
	size += len(text.variants) * variantOverhead
	size += 4 * (cap(text.Runes) + cap(text.Missing))
	size += cap(text.Clusters)*int(unsafe.Sizeof(Cluster{})) + cap(text.Runs)*int(unsafe.Sizeof(Run{}))
	for _, run := range text.Runs {
		size += len(run.Glyphs) * int(unsafe.Sizeof(Glyph{}))
	}
	return size
}
