package fonts

import (
	"container/list"
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
	text, families, lang string
	weight               int
	style                Style
	direction            Direction
	noLigatures          bool
}

func keyOf(request Request) textKey {
	return textKey{
		text:        request.Text,
		families:    strings.Join(request.Families, "\x00"),
		lang:        request.Lang,
		weight:      request.Weight,
		style:       request.Style,
		direction:   request.Direction,
		noLigatures: request.NoLigatures,
	}
}

// textCache keeps the texts used last. A render asks for the same text a dozen times while it fits a size,
// and again for every picture from the same template.
type textCache struct {
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
	return &textCache{entries: make(map[textKey]*list.Element), recent: list.New()}
}

// get returns nil for a text that is not kept.
func (c *textCache) get(key textKey) *Text {
	c.mu.Lock()
	defer c.mu.Unlock()
	element := c.entries[key]
	if element == nil {
		return nil
	}
	c.recent.MoveToFront(element)
	return element.Value.(*textEntry).text
}

func (c *textCache) put(key textKey, text *Text) {
	if len(text.Runes) > maxCachedRunes {
		return
	}
	entry := &textEntry{key: key, text: text, bytes: sizeOf(key, text)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[key] != nil {
		return // another goroutine was quicker
	}
	c.entries[key] = c.recent.PushFront(entry)
	c.bytes += entry.bytes
	for c.bytes > textCacheBytes {
		oldest := c.recent.Remove(c.recent.Back()).(*textEntry)
		delete(c.entries, oldest.key)
		c.bytes -= oldest.bytes
	}
}

// sizeOf estimates what keeping a text costs.
func sizeOf(key textKey, text *Text) int {
	const overhead = 512 // entry, list element, map slot, the Text itself
	size := overhead + len(key.text) + len(key.families) + len(key.lang)
	size += 4 * (cap(text.Runes) + cap(text.Missing))
	size += cap(text.Clusters)*int(unsafe.Sizeof(Cluster{})) + cap(text.Runs)*int(unsafe.Sizeof(Run{}))
	for _, run := range text.Runs {
		size += len(run.Glyphs) * int(unsafe.Sizeof(Glyph{}))
	}
	return size
}
