package telemetry

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const (
	scope      = "placard"
	tracesPath = "/v1/traces" // OTLP/HTTP, section "OTLP/HTTP Request"
)

// startTracing sets the tracer: a real one if there is a collector.
func (t *Telemetry) startTracing(ctx context.Context, cfg Config) error {
	if cfg.OTLPEndpoint == "" {
		t.tracer = noop.NewTracerProvider().Tracer(scope)
		return nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(strings.TrimRight(cfg.OTLPEndpoint, "/")+tracesPath))
	if err != nil {
		return fmt.Errorf("telemetry: traces: %w", err)
	}
	what := resource.NewSchemaless(
		attribute.String("service.name", scope),
		attribute.String("service.version", cfg.Version),
	)
	t.provider = sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter),
		sdktrace.WithResource(what),
		sdktrace.WithSampler(sdktrace.ParentBased(sdktrace.TraceIDRatioBased(cfg.SampleRatio))),
	)
	t.tracer = t.provider.Tracer(scope)
	return nil
}

// startRequest begins a request's span, as a child of the caller's if the request names one (W3C Trace
// Context), and makes it the parent of the stages.
func (t *Telemetry) startRequest(c echo.Context) (end func(route string, status int, cache string)) {
	if t.provider == nil {
		return func(string, int, string) {}
	}
	r := c.Request()
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := t.tracer.Start(ctx, methodOf(r.Method), trace.WithSpanKind(trace.SpanKindServer))
	c.SetRequest(r.WithContext(ctx))
	return func(route string, status int, cache string) {
		span.SetName(methodOf(r.Method) + " " + route)
		span.SetAttributes(
			attribute.String("http.request.method", methodOf(r.Method)),
			attribute.String("http.route", route),
			attribute.Int("http.response.status_code", status),
			attribute.String("placard.cache", cache),
		)
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, http.StatusText(status))
		}
		span.End()
	}
}

// Stage begins a stage of rendering and returns what ends it. It is a render.Config's Watch.
func (t *Telemetry) Stage(ctx context.Context, stage string) (context.Context, func()) {
	began := time.Now()
	ctx, span := t.tracer.Start(ctx, stage)
	return ctx, func() {
		span.End()
		t.metrics.stages.WithLabelValues(stage).Observe(time.Since(began).Seconds())
	}
}
