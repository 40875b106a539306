package svg

// united is the region that several parts cover together.
func united(parts []part) clipRegion {
	out := clipRegion{}
	for _, p := range parts {
		out.path = append(out.path, p.path...)
	}
	return out
}
