package telemetry

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"
	coltrace "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"placard/store"
)

// service is a server with routes like the real one's, on a real listener.
func service(t *testing.T, tel *Telemetry) *httptest.Server {
	t.Helper()
	e := echo.New()
	e.Use(tel.Middleware, func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := next(c); err != nil {
				c.Error(err)
			}
			return nil
		}
	})
	e.GET("/:file", func(c echo.Context) error {
		_, end := tel.Stage(c.Request().Context(), "draw")
		end()
		c.Response().Header().Set("X-Cache", "miss")
		return c.Blob(http.StatusOK, "image/jpeg", []byte("12345"))
	})
	e.GET("/status/:code", func(c echo.Context) error {
		code, err := strconv.Atoi(c.Param("code"))
		if err != nil {
			return err
		}
		return c.NoContent(code)
	})
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, url string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func scrape(t *testing.T, tel *Telemetry) string {
	t.Helper()
	s := httptest.NewServer(tel.Handler())
	defer s.Close()
	status, body := get(t, s.URL)
	if status != http.StatusOK {
		t.Fatalf("scrape: %d %s", status, body)
	}
	return body
}

func TestRequestsAreCountedByClosedLabels(t *testing.T) {
	tel, err := New(t.Context(), Config{Version: "1.2.3", Templates: []string{"card"}})
	if err != nil {
		t.Fatal(err)
	}
	s := service(t, tel)
	get(t, s.URL+"/card.jpg?c=secret-text&s=secret-signature")
	get(t, s.URL+"/other.jpg")
	for _, code := range []string{"304", "402", "401", "424", "404", "503"} {
		get(t, s.URL+"/status/"+code)
	}
	get(t, s.URL+"/?no-such-route") // echo gives "/:file" whatever else there is
	tel.CountPictures(store.Usage{Template: "card", Hits: 2, Renders: 1})
	tel.CountPictures(store.Usage{Template: "not-asked-for", Hits: 9})
	tel.Gauge("cache_memory_bytes", "Bytes.", func() float64 { return 42 })
	tel.Counter("cache_corrupt_total", "Files.", func() float64 { return 7 })

	text := scrape(t, tel)
	for _, want := range []string{
		`placard_request_seconds_count{cache="miss",format="jpeg",method="GET",outcome="ok",route="/:file"} 2`,
		`outcome="not_modified",route="/status/:code"} 1`,
		`outcome="limited",route="/status/:code"} 1`,
		`outcome="refused",route="/status/:code"} 1`,
		`outcome="upstream",route="/status/:code"} 1`,
		`outcome="client_error",route="/status/:code"} 1`,
		`outcome="server_error",route="/status/:code"} 1`,
		`route="other"} 1`,
		`placard_response_bytes_total{route="/:file"} 10`,
		`placard_render_stage_seconds_count{stage="draw"} 2`,
		`placard_template_pictures_total{cache="hit",template="card"} 2`,
		`placard_template_pictures_total{cache="miss",template="card"} 1`,
		`placard_requests_in_flight 0`,
		`placard_build_info{go="go`,
		`version="1.2.3"} 1`,
		"placard_cache_memory_bytes 42",
		"placard_cache_corrupt_total 7",
		"go_goroutines",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the scrape lacks %s", want)
		}
	}
	for _, leak := range []string{"secret", "not-asked-for", "no-such", "other.jpg"} {
		if strings.Contains(text, leak) {
			t.Errorf("the scrape has %q, which comes from a client", leak)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// collector is the receiving end of OTLP/HTTP.
type collector struct {
	mu    sync.Mutex
	spans []*tracepb.Span
}

func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		body = unzipped
	}
	data, err := io.ReadAll(body)
	var request coltrace.ExportTraceServiceRequest
	if err == nil {
		err = proto.Unmarshal(data, &request)
	}
	if err != nil || r.URL.Path != "/v1/traces" {
		http.Error(w, "not a trace", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, resource := range request.GetResourceSpans() {
		for _, s := range resource.GetScopeSpans() {
			c.spans = append(c.spans, s.GetSpans()...)
		}
	}
}

func TestTracesReachACollector(t *testing.T) {
	received := &collector{}
	sink := httptest.NewServer(received)
	defer sink.Close()
	tel, err := New(t.Context(), Config{OTLPEndpoint: sink.URL, SampleRatio: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := service(t, tel)
	const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	get(t, s.URL+"/card.jpg?c=secret", "traceparent", parent)
	if err := tel.Close(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	received.mu.Lock()
	defer received.mu.Unlock()
	names := map[string]*tracepb.Span{}
	for _, span := range received.spans {
		names[span.GetName()] = span
		if strings.Contains(span.String(), "secret") || strings.Contains(span.String(), "card.jpg") {
			t.Errorf("a span has what the client wrote: %v", span)
		}
	}
	request, stage := names["GET /:file"], names["draw"]
	if request == nil || stage == nil {
		t.Fatalf("got spans %v, want GET /:file and draw", names)
	}
	if string(stage.GetParentSpanId()) != string(request.GetSpanId()) {
		t.Error("the stage is not a child of the request")
	}
	if id := request.GetTraceId(); len(id) != 16 || id[0] != 0x0a || id[15] != 0x9c {
		t.Errorf("trace id %x is not the caller's", id)
	}
}

func TestConfigNamesWhatIsWrong(t *testing.T) {
	for name, tt := range map[string]struct {
		cfg  Config
		want string
	}{
		"endpoint":  {Config{OTLPEndpoint: "127.0.0.1:4318"}, "want a URL such as"},
		"ratio":     {Config{SampleRatio: 1.5}, "not in 0..1"},
		"templates": {Config{Templates: make([]string, maxTemplates+1)}, "at most 200"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(t.Context(), tt.cfg)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestADeadCollectorHarmsNothing: requests are answered, and closing ends with its context.
func TestADeadCollectorHarmsNothing(t *testing.T) {
	tel, err := New(t.Context(), Config{OTLPEndpoint: "http://127.0.0.1:1", SampleRatio: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := service(t, tel)
	if status, _ := get(t, s.URL+"/card.jpg"); status != http.StatusOK {
		t.Errorf("got %d", status)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := tel.Close(ctx); err == nil {
		t.Error("the traces that were lost are not reported")
	}
}
