package handlers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// maxHeaderBytes bounds a request's line and headers: the longest URL, and three times as much for
// cookies and what proxies add. Beyond it net/http answers 431.
const maxHeaderBytes = 64 << 10

// Serve answers requests from l until ctx ends, and then ends in order: /readyz says no for DrainDelay
// while requests are still answered, each as the last on its connection; then no connection is accepted
// any more, and the requests that were have ShutdownTimeout. It returns nil if none was cut off.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	var open connections
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.cfg.ReadHeaderTimeout,
		ReadTimeout:       s.cfg.ReadTimeout,
		WriteTimeout:      s.cfg.WriteTimeout,
		IdleTimeout:       s.cfg.IdleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ConnState:         open.track,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), // mostly clients that hang up
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	s.draining.Store(true)
	s.log.Info("shutting down", "drain", s.cfg.DrainDelay, "timeout", s.cfg.ShutdownTimeout)
	select {
	case err := <-ended:
		return err
	case <-time.After(s.cfg.DrainDelay):
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.ShutdownTimeout)
	defer cancel()
	return s.shutdown(limit, server, l, &open)
}

// shutdown closes the listener and waits for what was accepted before it calls Shutdown, which would
// drop a request that has just been read: net/http looks whether it is shutting down between reading
// and answering.
func (s *Server) shutdown(limit context.Context, server *http.Server, l net.Listener, open *connections) error {
	err := l.Close()
	open.settle(limit)
	// Shutdown closes the listener too, unless Serve has already noticed that it is closed.
	if shutdownErr := server.Shutdown(limit); shutdownErr != nil && !errors.Is(shutdownErr, net.ErrClosed) {
		return fmt.Errorf("requests were cut off after %v: %w", s.cfg.ShutdownTimeout, errors.Join(shutdownErr, server.Close()))
	}
	return err
}
