package store

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a string that does not print itself, so that it does not get into logs by accident; Reveal
// does.
type Secret string

const hidden = "[secret]"

// Reveal returns the secret's text.
func (s Secret) Reveal() string { return string(s) }

// String implements fmt.Stringer.
func (Secret) String() string { return hidden }

// GoString implements fmt.GoStringer.
func (Secret) GoString() string { return hidden }

// Format implements fmt.Formatter: for every verb, %x and %q as well.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue implements slog.LogValuer.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText implements encoding.TextMarshaler, for JSON.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
