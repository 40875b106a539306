package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"

	"placard/store"
)

// Kind says what went wrong, for programs.
type Kind string

// The kinds of error.
const (
	Refused     Kind = "refused"     // the URL, or where it leads, is not to be asked
	Unreachable Kind = "unreachable" // no name, no connection
	Timeout     Kind = "timeout"     // too slow
	Missing     Kind = "missing"     // 404 or 410
	Status      Kind = "status"      // another status than 200
	TooLarge    Kind = "too_large"   // more bytes than are taken
	Broken      Kind = "broken"      // no valid HTTP, or not what was asked for
	Busy        Kind = "busy"        // too many fetches at once
)

// Error is why another server was not asked, or gave nothing. It matches store.ErrUpstream.
type Error struct {
	Kind   Kind
	Reason string // for clients: names the host that they named, and nothing that they could not know
	cause  error  // for the log
}

func (e *Error) Error() string { return e.Reason }

// Is implements errors.Is. The cause is not unwrapped: a deadline of ours is not one of the caller's, and
// causes name addresses.
func (e *Error) Is(target error) bool { return target == store.ErrUpstream }

// passing says whether a copy may stand in: the server may be well again soon.
func (e *Error) passing() bool {
	switch e.Kind {
	case Unreachable, Timeout, Status, Broken, Busy:
		return true
	case Refused, Missing, TooLarge:
	}
	return false
}

// unreachable is the one text for names that are not there, addresses that are refused and connections
// that fail: told apart, they would map the inner network.
func unreachable(kind Kind, host string, cause error) *Error {
	return &Error{Kind: kind, Reason: host + ": cannot be reached", cause: cause}
}

// explain turns what the network said into an Error. Host is the one that the client named.
func explain(host string, err error) *Error {
	if known := (*Error)(nil); errors.As(err, &known) {
		return known
	}
	if wrap := (*url.Error)(nil); errors.As(err, &wrap) {
		err = wrap.Err // its text has the whole URL, which may hold what is secret
	}
	var (
		network net.Error
		dial    *net.OpError
		cert    *tls.CertificateVerificationError
	)
	switch {
	case errors.Is(err, errAddress):
		return unreachable(Refused, host, err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return &Error{Kind: Timeout, Reason: host + ": took too long to answer", cause: err}
	case errors.As(err, &cert):
		return &Error{Kind: Broken, Reason: host + ": its certificate is not valid", cause: err}
	case errors.As(err, &dial) && dial.Op == "dial", errors.As(err, new(*net.DNSError)):
		return unreachable(Unreachable, host, err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(*net.OpError)) {
		return &Error{Kind: Broken, Reason: host + ": broke off its answer", cause: err}
	}
	// net/http quotes what it could not read, which may hold what is secret: that is not for the log.
	return &Error{Kind: Broken, Reason: host + ": sent no valid answer"}
}

func tooLarge(host string, limit int64) *Error {
	return &Error{Kind: TooLarge, Reason: fmt.Sprintf("%s: sent more than the %d bytes that are taken", host, limit)}
}
