package vp8

// around are the 13 samples that a block of 4×4 is predicted from: to the left from the bottom up, the
// corner, and 8 above.
type around [13]uint8

// predict4 fills preds with all modes (RFC 6386, 12.3).
func predict4(preds *[modes4]block, e *around) {
	predictStraight(preds, e)
	predictDown(preds, e)
	predictSides(preds, e)
}

// predictStraight fills modeDC, modeTM, modeV and modeH.
func predictStraight(preds *[modes4]block, e *around) {
	left := [4]uint8{e[3], e[2], e[1], e[0]}
	sum := uint32(4)
	for i := range 4 {
		sum += uint32(left[i]) + uint32(e[5+i])
	}
	dc := sum >> 3 * 0x01010101
	v := uint32(mean3(e[4], e[5], e[6])) | uint32(mean3(e[5], e[6], e[7]))<<8 |
		uint32(mean3(e[6], e[7], e[8]))<<16 | uint32(mean3(e[7], e[8], e[9]))<<24
	h := [4]uint8{
		mean3(e[4], e[3], e[2]), mean3(e[3], e[2], e[1]), mean3(e[2], e[1], e[0]), mean3(e[1], e[0], e[0]),
	}
	tm := &preds[modeTM]
	for y := range 4 {
		putRow(&preds[modeDC], y, dc)
		putRow(&preds[modeV], y, v)
		putRow(&preds[modeH], y, 0x01010101*uint32(h[y]))
		d := int32(left[y]) - int32(e[4])
		i := 4 * y
		tm[i], tm[i+1] = clamp(int32(e[5])+d), clamp(int32(e[6])+d)
		tm[i+2], tm[i+3] = clamp(int32(e[7])+d), clamp(int32(e[8])+d)
	}
}

// predictDown fills modeRD, modeVR and modeHD, which go down and to the right.
func predictDown(preds *[modes4]block, e *around) {
	// Means of two and of three along the edge, from the bottom left to the top right.
	m01, m12, m23, m34 := mean2(e[0], e[1]), mean2(e[1], e[2]), mean2(e[2], e[3]), mean2(e[3], e[4])
	m45, m56, m67, m78 := mean2(e[4], e[5]), mean2(e[5], e[6]), mean2(e[6], e[7]), mean2(e[7], e[8])
	t1, t2, t3, t4 := mean3(e[0], e[1], e[2]), mean3(e[1], e[2], e[3]), mean3(e[2], e[3], e[4]), mean3(e[3], e[4], e[5])
	t5, t6, t7 := mean3(e[4], e[5], e[6]), mean3(e[5], e[6], e[7]), mean3(e[6], e[7], e[8])
	preds[modeRD] = block{
		t4, t5, t6, t7,
		t3, t4, t5, t6,
		t2, t3, t4, t5,
		t1, t2, t3, t4,
	}
	preds[modeVR] = block{
		m45, m56, m67, m78,
		t4, t5, t6, t7,
		t3, m45, m56, m67,
		t2, t4, t5, t6,
	}
	preds[modeHD] = block{
		m34, t4, t5, t6,
		m23, t3, m34, t4,
		m12, t2, m23, t3,
		m01, t1, m12, t2,
	}
}

// predictSides fills modeLD and modeVL, which go down and to the left, and modeHU, which goes up.
func predictSides(preds *[modes4]block, e *around) {
	t6, t7, t8 := mean3(e[5], e[6], e[7]), mean3(e[6], e[7], e[8]), mean3(e[7], e[8], e[9])
	t9, t10, t11 := mean3(e[8], e[9], e[10]), mean3(e[9], e[10], e[11]), mean3(e[10], e[11], e[12])
	t12 := mean3(e[11], e[12], e[12])
	m56, m67, m78, m89 := mean2(e[5], e[6]), mean2(e[6], e[7]), mean2(e[7], e[8]), mean2(e[8], e[9])
	preds[modeLD] = block{
		t6, t7, t8, t9,
		t7, t8, t9, t10,
		t8, t9, t10, t11,
		t9, t10, t11, t12,
	}
	preds[modeVL] = block{
		m56, m67, m78, m89,
		t6, t7, t8, t9,
		m67, m78, m89, t10,
		t7, t8, t9, t11,
	}
	p, q, r, s := e[3], e[2], e[1], e[0]
	pq, qr, rs := mean2(p, q), mean2(q, r), mean2(r, s)
	pqr, qrs, rss := mean3(p, q, r), mean3(q, r, s), mean3(r, s, s)
	preds[modeHU] = block{
		pq, pqr, qr, qrs,
		qr, qrs, rs, rss,
		rs, rss, s, s,
		s, s, s, s,
	}
}

func mean2(a, b uint8) uint8 { return uint8((uint32(a) + uint32(b) + 1) >> 1) }

func mean3(a, b, c uint8) uint8 { return uint8((uint32(a) + 2*uint32(b) + uint32(c) + 2) >> 2) }
