package sweep

import "testing"

// TestOf: as many cases are taken as Share says, without the race detector all.
func TestOf(t *testing.T) {
	for n := range 30 {
		cases := make([]int, n)
		for i := range cases {
			cases[i] = i
		}
		taken := Of(cases)
		if len(taken) != Share(n) || every == 1 && len(taken) != n {
			t.Errorf("%d of %d cases, Share says %d", len(taken), n, Share(n))
		}
		for i, c := range taken {
			if c != i*every {
				t.Errorf("case %d is taken as number %d", c, i)
			}
		}
	}
}
