package fonts

//go:generate go run ./internal/genemoji /usr/share/unicode/emoji/emoji-data.txt emoji_table.go

// Characters that decide how an emoji is presented (UTS #51).
const (
	textSelector    = '\ufe0e'
	emojiSelector   = '\ufe0f'
	enclosingKeycap = '\u20e3'
	firstSkinTone   = '\U0001f3fb'
	lastSkinTone    = '\U0001f3ff'
	zeroWidthJoiner = '\u200d'
)

// isEmoji says whether a grapheme cluster is to be shown as an emoji rather than as text (UTS #51, section
// 4): its first character is an emoji by default, or what follows asks for one. A text selector wins over
// all.
func isEmoji(cluster []rune) bool {
	if cluster[0] < 0x80 && len(cluster) == 1 {
		return false // spares nearly all text the table
	}
	emoji := emojiPresentation.Has(cluster[0])
	for _, r := range cluster[1:] {
		switch {
		case r == textSelector:
			return false
		case r == emojiSelector, r == enclosingKeycap, firstSkinTone <= r && r <= lastSkinTone:
			emoji = true
		case r == zeroWidthJoiner:
			// A joined sequence is one picture even where its selectors were left out.
			emoji = emoji || cluster[len(cluster)-1] >= firstPictograph
		}
	}
	return emoji
}

// firstPictograph is where the symbols that emoji are made of begin. Joiners after letters, as in Persian
// and the Indic scripts, join no picture.
const firstPictograph = 0x2190
