package sqlite

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// inJSON writes and reads a column of JSON.
type inJSON[T any] struct{ v *T }

// Value implements driver.Valuer.
func (j inJSON[T]) Value() (driver.Value, error) {
	data, err := json.Marshal(*j.v)
	return string(data), err
}

// Scan implements sql.Scanner.
func (j inJSON[T]) Scan(from any) error {
	s, ok := from.(string)
	if !ok {
		return fmt.Errorf("the database has %T in place of JSON", from)
	}
	return json.Unmarshal([]byte(s), j.v)
}

// micros is how times are kept, which is as exactly as PostgreSQL does it.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
