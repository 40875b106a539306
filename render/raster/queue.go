package raster

import "image"

// queue hands out the edges that cross a band, so that those of a large path are not looked at again in
// every other one.
type queue struct {
	first []int32 // of the edges that begin in a band; −1: none
	next  []int32 // for each edge, another one that begins in the same band; −1: none
	live  []int32 // the edges that have begun and not ended
}

// fewEdges need no queue: to look at them in every band takes no time.
const fewEdges = 256

// fill sorts edges into the bands of a number of rows that a rectangle has.
func (q *queue) fill(edges []edge, clip image.Rectangle, rows int) {
	bands := (clip.Dy() + rows - 1) / rows
	q.first, q.next, q.live = grow(q.first, bands), grow(q.next, len(edges)), q.live[:0]
	for i := range q.first {
		q.first[i] = -1
	}
	top, bottom := float64(clip.Min.Y), float64(clip.Max.Y)
	for i := range edges {
		from, to := min(edges[i].y0, edges[i].y1), max(edges[i].y0, edges[i].y1)
		if to <= top || from >= bottom {
			continue
		}
		band := min(int(max(from-top, 0))/rows, bands-1)
		q.next[i], q.first[band] = q.first[band], int32(i)
	}
}

// take returns the edges that cross a band. Bands are taken in order, each from its top.
func (q *queue) take(band int, edges []edge, top float64) []int32 {
	live := q.live[:0]
	for _, i := range q.live {
		if max(edges[i].y0, edges[i].y1) > top {
			live = append(live, i)
		}
	}
	for i := q.first[band]; i >= 0; i = q.next[i] {
		live = append(live, i)
	}
	q.live = live
	return live
}
