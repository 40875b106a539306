package cache

import (
	"context"
	"fmt"
	"runtime/debug"
)

// PanicError is a panic of a fill.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine that panicked, for the log
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// guard calls fill and turns a panic into an error. Inside singleflight a panic would otherwise end the
// process: it is thrown again on a goroutine of its own, where no one can recover it.
func guard(ctx context.Context, fill Fill) (body []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			body, err = nil, &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return fill(ctx)
}
