package telemetry

import (
	"runtime"

	"github.com/prometheus/client_golang/prometheus"

	"placard/store"
)

const namespace = "placard"

// The buckets, in seconds: a cached picture takes a third of a millisecond, a card 10 to 50, a fill ends
// at 30 s.
var (
	requestBuckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	stageBuckets   = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}
)

type metrics struct {
	requests  *prometheus.HistogramVec // route, method, format, outcome, cache
	bytes     *prometheus.CounterVec   // route
	inFlight  prometheus.Gauge
	stages    *prometheus.HistogramVec // stage
	templates *prometheus.CounterVec   // template, cache
}

func newMetrics(r prometheus.Registerer, version string) metrics {
	m := metrics{
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "request_seconds", Help: "Time from a request's headers to its answer's last byte.", Buckets: requestBuckets,
		}, []string{"route", "method", "format", "outcome", "cache"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "response_bytes_total", Help: "Bytes of answers, without headers.",
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: namespace, Name: "requests_in_flight", Help: "Requests being answered.",
		}),
		stages: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "render_stage_seconds", Help: "Time that the stages of rendering take: queue, fetch, layout, draw, encode.", Buckets: stageBuckets,
		}, []string{"stage"}),
		templates: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "template_pictures_total", Help: "Pictures served of the templates that are counted one by one.",
		}, []string{"template", "cache"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "1; the labels tell what is running.",
		ConstLabels: prometheus.Labels{"version": version, "go": runtime.Version()},
	})
	build.Set(1)
	r.MustRegister(m.requests, m.bytes, m.inFlight, m.stages, m.templates, build)
	return m
}

// CountPictures counts the pictures of one template, if the operator wants it told apart.
func (t *Telemetry) CountPictures(u store.Usage) {
	if !t.counted[u.Template] {
		return
	}
	t.metrics.templates.WithLabelValues(u.Template, "hit").Add(float64(u.Hits))
	t.metrics.templates.WithLabelValues(u.Template, "miss").Add(float64(u.Renders))
}
