package remote

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"
)

// get returns what a URL holds now, from a copy or from its server. A caller whose ctx ends leaves with
// its error; the fetch goes on for the others and for the next.
func (c *Client) get(ctx context.Context, key string, u *url.URL, w wanted) (held, error) {
	if err := ctx.Err(); err != nil {
		return held{}, err
	}
	flight := c.flights.DoChan(key, func() (h any, err error) {
		defer func() { // inside singleflight a panic would end the process
			if v := recover(); v != nil {
				c.cfg.Logger.Error("remote: a fetch panicked", "panic", v, "stack", string(debug.Stack()))
				err = fmt.Errorf("remote: panic: %v", v)
			}
		}()
		return c.refresh(context.WithoutCancel(ctx), key, u, w)
	})
	select {
	case r := <-flight:
		if r.Err != nil {
			return held{}, r.Err
		}
		return r.Val.(held), nil
	case <-ctx.Done():
		return held{}, ctx.Err()
	}
}

// refresh runs once per key at a time.
func (c *Client) refresh(ctx context.Context, key string, u *url.URL, w wanted) (held, error) {
	have, ok := c.hold(key)
	if ok && c.fresh(have.kept) {
		return have, nil
	}
	if failed := c.failures.get(key); failed != nil {
		if ok && failed.passing() {
			return have, nil
		}
		return held{}, failed
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	a, err := c.ask(ctx, u, w, have.validators)
	if err != nil {
		return c.standIn(key, u, have, ok, err)
	}
	if a.unchanged {
		have.Checked = c.cfg.Now()
		c.note(key, have.kept)
		return have, nil
	}
	return held{c.save(key, a), a.Body}, nil
}

// ask is fetch in its turn.
func (c *Client) ask(ctx context.Context, u *url.URL, w wanted, known validators) (answer, error) {
	leave, err := enter(ctx, c.slots, u.Hostname())
	if err != nil {
		return answer{}, err
	}
	defer leave()
	return c.fetch(ctx, u, w, known)
}

// standIn remembers a failure, tells the log, and gives the copy for it if there is one that may be given.
func (c *Client) standIn(key string, u *url.URL, have held, ok bool, err error) (held, error) {
	failed := (*Error)(nil)
	if !errors.As(err, &failed) {
		return held{}, err
	}
	log := c.cfg.Logger.With("host", u.Hostname(), "kind", failed.Kind, "reason", failed.Reason, "cause", failed.cause)
	if ok && failed.passing() {
		c.failures.put(key, failed, failForStale)
		log.Warn("remote: a server fails; its copy is served", "checked", have.Checked)
		return have, nil
	}
	c.failures.put(key, failed, failFor)
	log.Info("remote: a fetch failed")
	return held{}, failed
}
