package handlers

import "testing"

// A path of the API that is asked with another method says which there are; one that is none says so,
// whatever the method.
func TestNothing(t *testing.T) {
	r := newSpecRig(t, nil)
	for _, tt := range []struct{ method, target, allow string }{
		{"GET", "/v1/nothing", ""},
		{"POST", "/v1/nothing", ""},
		{"DELETE", "/v1/", ""},
		{"POST", "/v1/og", "GET, HEAD"},
		{"PUT", "/v1/image/card%2Fa.jpg", "GET, HEAD"},
		{"DELETE", "/v1/meta?title=x", "GET, HEAD"},
	} {
		a := r.do(t, tt.method, tt.target)
		if tt.allow == "" {
			wantProblem(t, a, 404, "not-found", "nothing at this path")
		} else {
			wantProblem(t, a, 405, "bad-method", tt.method+" is not for this path; it takes "+tt.allow)
		}
		if got := a.Header.Get("Allow"); got != tt.allow {
			t.Errorf("%s %s: Allow: %q, want %q", tt.method, tt.target, got, tt.allow)
		}
	}
}
