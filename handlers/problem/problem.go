// Package problem says what an error is to an HTTP client: its status, and what the client may read of
// it, as RFC 9457 has it. The log reads the rest.
//
// Handlers return errors as they come; Describe is the one translation, and Write the one way onto the
// wire. What only a handler knows, it says with New.
package problem

import (
	"fmt"
	"net/http"
)

// typePrefix makes a type URI of a kind's name.
const typePrefix = "urn:placard:problem:"

// Error is an error as the client reads it (RFC 9457).
type Error struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`
	Instance string  `json:"instance,omitempty"` // set by Write: the request's id
	Errors   []Place `json:"errors,omitempty"`

	// Header goes with the answer: Retry-After and the like. nil: nothing.
	Header http.Header `json:"-"`

	cause error
}

// Place is one of several things that are wrong with what was sent.
type Place struct {
	At     string `json:"at,omitempty"` // changes[0].font_size
	Detail string `json:"detail"`
}

// New makes an error of a kind. The detail is for the client.
func New(k Kind, format string, args ...any) *Error {
	return &Error{Type: typePrefix + k.Name, Title: k.Title, Status: k.Status, Detail: fmt.Sprintf(format, args...)}
}

// Because returns the error with its cause, which only the log reads.
func (e *Error) Because(cause error) *Error {
	with := *e
	with.cause = cause
	return &with
}

// With returns the error with a header field for its answer.
func (e *Error) With(name, value string) *Error {
	with := *e
	with.Header = e.Header.Clone()
	if with.Header == nil {
		with.Header = http.Header{}
	}
	with.Header.Set(name, value)
	return &with
}

// Of says whether the error is of a kind.
func (e *Error) Of(k Kind) bool { return e.Type == typePrefix+k.Name }

// Error is for the log: the cause, if it is known, else what the client reads.
func (e *Error) Error() string {
	if e.cause != nil {
		return e.cause.Error()
	}
	return e.Title + ": " + e.Detail
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }
