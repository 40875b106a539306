package sqlite

import (
	"database/sql"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite" // registers the driver
)

// attempt is how long SQLite itself waits for a lock. Whoever writes asks again and again until
// Config.Wait is over, because SQLite does not look at a context while it waits.
const attempt = 50 * time.Millisecond

// writerDSN takes the write lock when a transaction begins: one that reads first and writes later can
// find that it may not, and would have to be repeated. Each commit is synced: who was told that a key is
// revoked relies on it.
func writerDSN(path string) string {
	return dsn(path, url.Values{
		"_txlock":       {"immediate"},
		"_busy_timeout": {fmt.Sprint(attempt.Milliseconds())},
		"_pragma":       {"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
	})
}

// readerDSN refuses to write. Readers wait only where the log is being recovered after a crash.
func readerDSN(path string, wait time.Duration) string {
	return dsn(path, url.Values{
		"_busy_timeout": {fmt.Sprint(wait.Milliseconds())},
		"_query_only":   {"1"},
	})
}

// dsn escapes the path: "?", "#" and "%" may be in it.
func dsn(path string, options url.Values) string {
	u := url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}
	return u.String()
}

// connect opens connections as they are needed, and keeps them.
func connect(dsn string, most int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	return pool, nil
}
