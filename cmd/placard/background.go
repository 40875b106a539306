package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"placard/handlers/telemetry"
	"placard/store"
	"placard/store/usage"
)

// sweepEvery is how often blobs that nothing names are looked for. They are kept for a day at least.
const sweepEvery = 6 * time.Hour

// work begins what goes on beside requests. It ends with ctx.
func (s *service) work(ctx context.Context, running *sync.WaitGroup) {
	running.Go(func() { s.library.fonts.follow(ctx) })
	running.Go(func() { every(ctx, sweepEvery, func() { s.sweep(ctx) }) })
}

func (s *service) sweep(ctx context.Context) {
	deleted, err := s.library.blobs.Sweep(ctx, s.db.Uses)
	if err != nil && ctx.Err() == nil {
		s.log.Error("cannot clear away unused blobs", "err", err)
	}
	if deleted > 0 {
		s.log.Info("unused blobs were cleared away", "files", deleted)
	}
}

// writable says whether the data folder takes a file: on a full or read-only disk nothing that is sent can
// be kept.
func (s *service) writable(context.Context) error {
	f, err := os.CreateTemp(s.app.Data, ".ready-*")
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	_, writeErr := f.WriteString("ready\n")
	closeErr := f.Close()
	if err := os.Remove(f.Name()); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if writeErr != nil {
		return fmt.Errorf("data folder: %w", writeErr)
	}
	return closeErr
}

// counted tells the metrics, too, what the meter is told.
type counted struct {
	*usage.Meter
	telemetry *telemetry.Telemetry
}

// Count counts what was served.
func (c counted) Count(u store.Usage) {
	c.Meter.Count(u)
	c.telemetry.CountPictures(u)
}
