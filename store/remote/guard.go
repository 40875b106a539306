package remote

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// errAddress: the guard does not let an address be dialled.
var errAddress = errors.New("address is not to be dialled")

// azureAgent looks public but is Azure's own machine agent, which hands certificates to whoever asks from
// inside.
var azureAgent = netip.MustParsePrefix("168.63.129.16/32")

// guard decides which addresses may be dialled: of IPv4 all but what IANA's registry of special purposes
// lists, of IPv6 what is global unicast and not in it. Embedded IPv4 lies outside of that, whatever it
// embeds.
type guard struct{ public *ssrf.Guardian }

func newGuard(cfg Config) guard {
	allow4, allow6 := split(cfg.AllowNetworks)
	refuse4, refuse6 := split(append([]netip.Prefix{azureAgent}, cfg.RefuseNetworks...))
	return guard{ssrf.New(
		ssrf.WithPorts(cfg.ports()...),
		ssrf.WithAllowedV4Prefixes(allow4...), ssrf.WithAllowedV6Prefixes(allow6...),
		ssrf.WithDeniedV4Prefixes(refuse4...), ssrf.WithDeniedV6Prefixes(refuse6...),
	)}
}

func split(prefixes []netip.Prefix) (v4, v6 []netip.Prefix) {
	for _, p := range prefixes {
		if p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	return v4, v6
}

// check takes an address as it is about to be dialled. Mapped IPv4 is IPv4: the kernel connects to that.
func (g guard) check(addr netip.AddrPort) error {
	if err := g.public.SafeAddrPort(netip.AddrPortFrom(addr.Addr().Unmap(), addr.Port())); err != nil {
		return fmt.Errorf("%w: %w", errAddress, err)
	}
	return nil
}

// control is a net.Dialer's: it sees the address that the socket is given.
func (g guard) control(network, address string, raw syscall.RawConn) error {
	if err := g.public.Safe(network, address, raw); err != nil {
		return fmt.Errorf("%w: %w", errAddress, err)
	}
	return nil
}
