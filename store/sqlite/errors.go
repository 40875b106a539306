package sqlite

import (
	"context"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"placard/store"
)

var errLocked = errors.New("somebody else writes, and does not finish")

// translate says what was tried, and gives the error one of package store's to match.
func translate(ctx context.Context, what string, err error) error {
	if err == nil {
		return nil
	}
	var failure *driver.Error
	switch {
	case ctx.Err() != nil:
		err = context.Cause(ctx) // whatever the interrupted statement made of it
	case errors.Is(err, errLocked):
		err = fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	case errors.As(err, &failure) && unavailable[failure.Code()&0xff]:
		err = fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// unavailable are the primary result codes (https://sqlite.org/rescode.html) for which the database is
// not to blame, nor the statement.
var unavailable = map[int]bool{
	codes.SQLITE_BUSY:     true, // another process holds the lock
	codes.SQLITE_LOCKED:   true,
	codes.SQLITE_PROTOCOL: true, // many processes want the lock at once
	codes.SQLITE_FULL:     true, // the disk
	codes.SQLITE_IOERR:    true, // the disk
	codes.SQLITE_CANTOPEN: true, // the folder, or too many open files
	codes.SQLITE_READONLY: true, // the disk was mounted anew
	codes.SQLITE_NOMEM:    true,
}

func isBusy(err error) bool {
	var failure *driver.Error
	return errors.As(err, &failure) && failure.Code()&0xff == codes.SQLITE_BUSY
}
