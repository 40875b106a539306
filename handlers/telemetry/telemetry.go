// Package telemetry counts and times what the service does, for Prometheus and for OpenTelemetry.
//
// Every label has a closed set of values, so that no client can make the number of series grow: routes
// are those of the router, and a template is a label only if the operator asked for it by name. Neither
// metrics nor traces carry texts, URLs, queries or keys.
//
// All of it is safe for concurrent use.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// maxTemplates bounds the series that templates make: each has two.
const maxTemplates = 200

// Config says what to tell, and whom.
type Config struct {
	Version   string   // of the program, for the build's own series and the traces' resource
	Templates []string // ids that are counted one by one; the others are not told apart

	// OTLPEndpoint is a collector's base URL, such as http://127.0.0.1:4318; spans go to its /v1/traces.
	// Empty: no traces. What else the exporter knows, such as headers, it reads from the standard
	// OTEL_EXPORTER_OTLP_… variables.
	OTLPEndpoint string
	// SampleRatio is the share of requests that are traced, 0..1, where the caller has not decided.
	SampleRatio float64
}

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	if len(c.Templates) > maxTemplates {
		errs = append(errs, fmt.Errorf("telemetry: %d templates, at most %d", len(c.Templates), maxTemplates))
	}
	if c.OTLPEndpoint != "" {
		u, err := url.Parse(c.OTLPEndpoint)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" {
			errs = append(errs, fmt.Errorf("telemetry: OTLP endpoint %q: want a URL such as http://127.0.0.1:4318", c.OTLPEndpoint))
		}
	}
	if !(c.SampleRatio >= 0 && c.SampleRatio <= 1) { // refuses NaN too
		errs = append(errs, fmt.Errorf("telemetry: the sample ratio %v is not in 0..1", c.SampleRatio))
	}
	return errors.Join(errs...)
}

// Telemetry is a registry of metrics and, if there is a collector, a source of traces.
type Telemetry struct {
	registry *prometheus.Registry
	metrics  metrics
	counted  map[string]bool // templates that are told apart
	tracer   trace.Tracer
	provider *sdktrace.TracerProvider // nil: no traces
}

// New makes the instruments. It does not connect to the collector: traces that cannot be delivered are
// dropped.
func New(ctx context.Context, cfg Config) (*Telemetry, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	t := &Telemetry{registry: prometheus.NewRegistry(), counted: map[string]bool{}}
	for _, id := range cfg.Templates {
		t.counted[id] = true
	}
	t.metrics = newMetrics(t.registry, cfg.Version)
	t.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if err := t.startTracing(ctx, cfg); err != nil {
		return nil, err
	}
	return t, nil
}

// Gauge adds a series whose value is asked for at each scrape: bytes of a cache, renders in a queue. The
// name is without the prefix; names must differ.
func (t *Telemetry) Gauge(name, help string, value func() float64) {
	t.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, value))
}

// Counter is Gauge for a number that only grows; its name ends with _total.
func (t *Telemetry) Counter(name, help string, value func() float64) {
	t.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, value))
}

// scrapeTimeout bounds one scrape: Prometheus itself gives up after 10 s.
const scrapeTimeout = 10 * time.Second

// Handler answers a scrape. It belongs on a listener of its own, which the internet does not reach.
func (t *Telemetry) Handler() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{Timeout: scrapeTimeout, MaxRequestsInFlight: 4})
}

// Close sends what traces are left.
func (t *Telemetry) Close(ctx context.Context) error {
	if t.provider == nil {
		return nil
	}
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("telemetry: traces: %w", err)
	}
	return nil
}
