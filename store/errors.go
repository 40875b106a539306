package store

import (
	"errors"
	"fmt"
)

// The errors of stores, to be asked for with errors.Is. What is not there matches fs.ErrNotExist.
var (
	// ErrConflict: what was to be changed is no longer what the caller saw.
	ErrConflict = errors.New("it has changed meanwhile")
	// ErrExists: what was to be made is there already.
	ErrExists = errors.New("it exists already")
	// ErrReadOnly: it comes from a file of the operator's, or with the program, and is not changed here.
	ErrReadOnly = errors.New("it cannot be changed here")
	// ErrTooLarge: it is over the limit of what is kept.
	ErrTooLarge = errors.New("it is too large")
	// ErrUnavailable: the database is locked, full or gone. Trying again later may help.
	ErrUnavailable = errors.New("the store cannot be reached")
	// ErrUpstream: another server was asked, or may not be asked, and there is nothing to show for it. The
	// text of an error that matches it is fit for clients.
	ErrUpstream = errors.New("the other server did not give it")
)

// InvalidError is a value that was handed in and is not taken. Both of its words are the caller's to read.
type InvalidError struct {
	Field  string // where: name, scopes[1], …
	Reason string // what is wrong, and what would be right
}

func (e *InvalidError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Reason) }

// Invalidf makes an InvalidError.
func Invalidf(field, format string, args ...any) *InvalidError {
	return &InvalidError{Field: field, Reason: fmt.Sprintf(format, args...)}
}
