package fonts

import (
	"unicode/utf8"

	"github.com/go-text/typesetting/language"
)

// Limits on a text. Without them, a million letters without a space once took 104 s to lay out.
const (
	// MaxRunes is how many characters a paragraph may have: five pages of a book. Text of that length takes
	// 10–40 ms, and the worst that was found, nothing but opening brackets in Inter, 200 ms.
	MaxRunes = 10_000

	// MaxClusterRunes is how many characters one grapheme cluster may have. The longest emoji has 10, and
	// a letter in the stream-safe format of UAX #15 has at most 30 marks; more is a text made to break
	// programs, and the shaper's work on one cluster grows with the square of its length.
	MaxClusterRunes = 64

	// maxLanguageBytes is the longest language tag that is read (BCP 47, section 4.4.1).
	maxLanguageBytes = 35
)

// checkLength refuses a long text without reading all of it.
func checkLength(text string) error {
	if len(text) > MaxRunes*utf8.UTFMax || utf8.RuneCountInString(text) > MaxRunes {
		return &LimitError{What: "characters", Limit: MaxRunes, At: MaxRunes}
	}
	return nil
}

// languageOf reads a language tag; one that is too long is unknown.
func languageOf(tag string) language.Language {
	if len(tag) > maxLanguageBytes {
		return ""
	}
	return language.NewLanguage(tag)
}
