package fonts

import "unicode/utf8"

// Limits on a text. Without them, a million letters without a space once took 104 s to lay out.
const (
	// MaxRunes is how many characters a paragraph may have: ten pages of a book. It shapes in 50 ms.
	MaxRunes = 20_000

	// MaxClusterRunes is how many characters one grapheme cluster may have. The longest emoji has 10, and
	// a letter in the stream-safe format of UAX #15 has at most 30 marks; more is a text made to break
	// programs, and the shaper's work on one cluster grows with the square of its length.
	MaxClusterRunes = 64
)

// checkLength refuses a long text without reading all of it.
func checkLength(text string) error {
	if len(text) > MaxRunes*utf8.UTFMax || utf8.RuneCountInString(text) > MaxRunes {
		return &LimitError{What: "characters", Limit: MaxRunes, At: MaxRunes}
	}
	return nil
}
