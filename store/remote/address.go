package remote

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

const (
	// maxURL is what common browsers, caches and content networks take.
	maxURL = 2048
	// maxHost is DNS's own limit (RFC 1035, section 2.3.4), without the root's dot.
	maxHost = 253
)

// admit puts a URL into the one spelling that is asked and kept under, or refuses it. Whether an
// address may be dialled is not decided here but where it is dialled.
func (c *Client) admit(raw string, hosts hostList) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, refuse("the URL is longer than %d bytes", maxURL)
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Opaque != "" {
		return nil, refuse("not a web address such as https://example.com/picture.jpg")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !c.cfg.AllowHTTP) {
		return nil, refuse("the URL does not begin with https:")
	}
	if u.User != nil {
		return nil, refuse("the URL has a user name or password in it")
	}
	host, err := canonicalHost(u.Hostname())
	if err != nil {
		return nil, refuse("the URL's host is not a plain name or address")
	}
	if !hosts.allow(host) {
		return nil, refuse("%s: not among the hosts that this server asks", host)
	}
	port, err := c.port(u)
	if err != nil {
		return nil, err
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	u.Host = host + port
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery, u.ForceQuery = escapeQuery(u.RawQuery), false
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

func refuse(format string, args ...any) *Error {
	return &Error{Kind: Refused, Reason: fmt.Sprintf(format, args...)}
}

// port returns the URL's port as ":8080", or "" for its scheme's own.
func (c *Client) port(u *url.URL) (string, error) {
	usual := uint16(443)
	if u.Scheme == "http" {
		usual = 80
	}
	number := usual
	if s := u.Port(); s != "" {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return "", refuse("the URL's port is not a number below 65536")
		}
		number = uint16(n)
	}
	if !slices.Contains(c.cfg.ports(), number) {
		return "", refuse("port %d is not among those that this server asks", number)
	}
	if number == usual {
		return "", nil
	}
	return ":" + strconv.Itoa(int(number)), nil
}

func (c Config) ports() []uint16 {
	switch {
	case c.Ports != nil:
		return c.Ports
	case c.AllowHTTP:
		return []uint16{443, 80}
	}
	return []uint16{443}
}

// names maps a name as browsers do (UTS #46): case, width, and separators other than the dot. Underscores
// are let through, since names of buckets have them; what else may stand in a name is checked after.
var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false))

// canonicalHost returns a name in lower case and ASCII, without the root's dot, or an address as
// net/netip writes it. A name whose last part is a number is refused: there are resolvers that read
// 0177.1, 2130706433 or 0x7f000001 as addresses, and the guard need not outguess them.
func canonicalHost(host string) (string, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.Zone() != "" {
			return "", fmt.Errorf("%q has a zone", host)
		}
		return addr.Unmap().String(), nil
	}
	name, err := names.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil {
		return "", err
	}
	if again, err := names.ToASCII(name); err != nil || again != name {
		return "", fmt.Errorf("%q has letters that names do not have", host)
	}
	if name == "" || len(name) > maxHost {
		return "", fmt.Errorf("%q is not 1 to %d bytes", name, maxHost)
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if !validLabel(label) {
			return "", fmt.Errorf("%q has a part that is not of letters, digits and hyphens", name)
		}
	}
	last := labels[len(labels)-1]
	if _, err := strconv.ParseUint(last, 0, 64); err == nil || strings.Trim(last, "0123456789") == "" {
		return "", fmt.Errorf("%q ends in a number", name)
	}
	if strings.HasPrefix(last, "0x") {
		return "", fmt.Errorf("%q ends in a number", name)
	}
	return name, nil
}

// maxLabel is DNS's own limit.
const maxLabel = 63

func validLabel(label string) bool {
	return label != "" && len(label) <= maxLabel && strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// escapeQuery writes out what must not stand in a request line. The rest stays as it is: servers compare
// queries byte by byte.
func escapeQuery(q string) string {
	var b strings.Builder
	for _, c := range []byte(q) {
		if c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
