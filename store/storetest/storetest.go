// Package storetest holds one conformance suite for each kind of store, to be run on every
// implementation. A suite is given a function that makes an empty store for each of its tests.
//
// The interfaces are those parts of a store that its users declare for themselves, put together. Times
// are kept to the microsecond, in UTC.
package storetest

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

// now is a time that no store may round.
var now = time.Date(2026, 11, 22, 4, 5, 6, 789_012_000, time.UTC)

// equal fails the test unless nothing went wrong and all is as it should be.
func equal[T any](t *testing.T, what string, got T, err error, want T) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	} else if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// fails fails the test unless err matches want.
func fails(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got error %v, want %v", what, err, want)
	}
}

// works fails the test at once if there is an error.
func works(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
