package fontfile

// OpenTypeCFF packs the CFF font as an OpenType one, which more programs read.
func (f *Font) OpenTypeCFF() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	data, m := f.cff()
	maxp := []byte{0, 0, 0x50, 0, byte(len(f.Glyphs) >> 8), byte(len(f.Glyphs))}
	return sfnt(0x4F54544F, append(f.commonTables(m),
		table{"CFF ", data}, table{"head", f.head(m.bounds, false)}, table{"maxp", maxp})), nil
}
