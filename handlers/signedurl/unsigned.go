package signedurl

import "fmt"

// Read returns what a path such as "v1/og" and a raw query ask for, with no look at who has signed them:
// for requests that come with another credential. It takes the same parameters as a signed URL and none of
// a signature. Errors match ErrMalformed, ErrDuplicate or ErrTooLong.
func Read(path, rawQuery string) (Request, error) {
	if n := len(path) + len(rawQuery); n > MaxURLBytes {
		return Request{}, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, n, MaxURLBytes)
	}
	r, err := readEndpoint(path)
	if err != nil || rawQuery == "" {
		return r, err
	}
	params, err := readQuery(rawQuery)
	if err != nil {
		return Request{}, err
	}
	err = r.take(params)
	return r, err
}
