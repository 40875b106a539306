package remote

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

const (
	// maxAddresses of one name are tried: two of each family are common, and a name with hundreds would
	// make us knock at hundreds of doors.
	maxAddresses = 6
	// headStart is how long one address is tried before the next is too (RFC 8305, section 5).
	headStart = 250 * time.Millisecond
)

// dial connects to a host and port. The name is looked up once, and what the guard let through of the
// answer is what is dialled: there is no second look-up that could answer otherwise.
func (c *Client) dial(ctx context.Context, _, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.HeaderTimeout)
	defer cancel()
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, err
	}
	found, err := c.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var open []netip.AddrPort
	refused := fmt.Errorf("%w: the name has no address", errAddress)
	for _, a := range found {
		target := netip.AddrPortFrom(a.Unmap(), uint16(port))
		if err := c.guard.check(target); err != nil {
			refused = err
			continue
		}
		open = append(open, target)
	}
	if len(open) == 0 {
		return nil, refused
	}
	return c.race(ctx, open[:min(len(open), maxAddresses)])
}

// lookup asks for a name as it stands: the root's dot keeps the machine's search domains out, by which
// www.wiki could become the company's own. Names of one part stay without it, or the hosts file, which
// names an operator's own servers, would not be asked.
func (c *Client) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	if c.cfg.Lookup != nil {
		return c.cfg.Lookup(ctx, host)
	}
	if strings.Contains(host, ".") {
		host += "."
	}
	return resolver.LookupNetIP(ctx, "ip", host)
}

// resolver is Go's own in every build: the C library's reads 0177.1 as an address.
var resolver = &net.Resolver{PreferGo: true}

// connected is how an attempt ended.
type connected struct {
	conn net.Conn
	err  error
}

// race tries the addresses one after the other, each a head start later or as soon as one has failed,
// and returns the first connection. Those that come later are closed.
func (c *Client) race(ctx context.Context, addrs []netip.AddrPort) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan connected)
	attempt := func(a netip.AddrPort) {
		conn, err := c.connect(ctx, a)
		select {
		case results <- connected{conn, err}:
		case <-ctx.Done(): // somebody else won, or nobody waits
			if conn != nil {
				_ = conn.Close()
			}
		}
	}
	timer := time.NewTimer(headStart)
	defer timer.Stop()
	var errs []error
	for begun, ended := 0, 0; ended < len(addrs); {
		if begun < len(addrs) {
			go attempt(addrs[begun])
			begun++
			timer.Reset(headStart)
		}
		select {
		case r := <-results:
			if r.err == nil {
				return r.conn, nil
			}
			errs = append(errs, r.err)
			ended++
		case <-timer.C:
		case <-ctx.Done():
			return nil, errors.Join(append(errs, ctx.Err())...)
		}
	}
	return nil, errors.Join(errs...)
}

func (c *Client) connect(ctx context.Context, a netip.AddrPort) (net.Conn, error) {
	network := "tcp6"
	if a.Addr().Is4() {
		network = "tcp4"
	}
	if c.cfg.Dial != nil {
		return c.cfg.Dial(ctx, network, a.String())
	}
	d := net.Dialer{Control: c.guard.control}
	return d.DialContext(ctx, network, a.String())
}
