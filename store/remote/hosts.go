package remote

import (
	"errors"
	"fmt"
	"strings"
)

// hostList says which hosts may be asked.
type hostList struct {
	any   bool
	exact map[string]bool
	below []string // ".example.com"
}

// parseHosts reads "*", "cdn.example.com" and "*.example.com", in any spelling of the names.
func parseHosts(patterns []string) (hostList, error) {
	list := hostList{exact: map[string]bool{}}
	var errs []error
	for _, p := range patterns {
		if p == "*" {
			list.any = true
			continue
		}
		name, below := strings.CutPrefix(p, "*.")
		host, err := canonicalHost(strings.Trim(name, "[]"))
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%q is not a host; write cdn.example.com, *.example.com or *", p))
		case below:
			list.below = append(list.below, "."+host)
		default:
			list.exact[host] = true
		}
	}
	return list, errors.Join(errs...)
}

// allow takes a canonical host.
func (l hostList) allow(host string) bool {
	if l.any || l.exact[host] {
		return true
	}
	for _, suffix := range l.below {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}
