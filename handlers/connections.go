package handlers

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// connections are those of a server that wait for an answer, or may: new ones and active ones. A
// connection that is idle after an answer is not among them; clients expect such to be closed.
type connections struct {
	mu    sync.Mutex
	owing map[net.Conn]struct{}
}

// track is an http.Server's ConnState.
func (c *connections) track(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owing == nil {
		c.owing = map[net.Conn]struct{}{}
	}
	if state == http.StateNew || state == http.StateActive {
		c.owing[conn] = struct{}{}
	} else {
		delete(c.owing, conn)
	}
}

func (c *connections) settled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.owing) == 0
}

// settle waits until nothing is owed, or until limit. A connection on which nothing is ever asked ends
// with ReadHeaderTimeout.
func (c *connections) settle(limit context.Context) {
	const every = 10 * time.Millisecond // an end may be that late and nobody minds
	tick := time.NewTicker(every)
	defer tick.Stop()
	for !c.settled() {
		select {
		case <-tick.C:
		case <-limit.Done():
			return
		}
	}
}
