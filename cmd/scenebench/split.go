package main

import (
	"context"
	"time"

	"placard/render"
)

// split is how long each stage of one render took, in ms, by the names that the renderer gives them. Layout
// takes in decoding and scaling photos.
type split map[string]float64

type splitKey struct{}

// in returns a context whose render is split into s. Its stages follow each other, so that none write at once.
func (s split) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, splitKey{}, s)
}

// watch is render.Config.Watch.
func watch(ctx context.Context, stage string) (context.Context, func()) {
	s, ok := ctx.Value(splitKey{}).(split)
	if !ok || stage == render.StageQueue {
		return ctx, func() {}
	}
	start := time.Now()
	return ctx, func() { s[stage] += ms(time.Since(start)) }
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
