package deflate

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestSlack compresses rows before other bytes: a picture's file must not say what was encoded before it.
func TestSlack(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var e Encoder
	for unit := 1; unit <= 4; unit++ {
		for range 200 {
			n := 1 + unit*(20+rng.IntN(40))
			data := make([]byte, 3*n, 3*n+Slack)
			for i := range data {
				data[i] = byte(rng.IntN(2)) // so that nearly all is found again
			}
			r := Rows{Data: data, RowBytes: n, Unit: unit, Vertical: true}
			effort := Effort{Light: 1 << 20, Rounds: 1, Chain: 4, Long: 24}
			want := e.Append(nil, r, effort)
			for i := range Slack {
				data[:3*n+Slack][3*n+i] = byte(rng.IntN(2))
			}
			if got := e.Append(nil, r, effort); !bytes.Equal(got, want) {
				t.Fatalf("%d bytes a pixel: what lies behind the rows changes what they are compressed to", unit)
			}
		}
	}
}
