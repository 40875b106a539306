package layout

import (
	"math"

	"placard/fonts"
)

// Balancing looks at each pair of places where a line may begin and end, so both are bounded. Beyond them nobody
// sees the difference: browsers stop at 6 or 10 lines.
const (
	maxBalanced = 12  // lines
	maxBreaks   = 300 // places
)

// Costs of what balanced lines should not be, in squares of the difference to the mean width, 1 being a line that
// is empty.
const (
	shortCost = 1.0 // a line under leastPart of the longest that could be
	widowCost = 0.3 // a last line of one word
)

// leastPart is how long a line should be at least, as a part of the mean.
const leastPart = 0.6

// balance balances the lines of each paragraph, which are at most width em wide.
func (s *shaped) balance(lines []textLine, width float64) []textLine {
	out := make([]textLine, 0, len(lines))
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].from > 0 {
			to++
		}
		styles := lines[from].styles
		for _, line := range balance(lines[from].text, lines[from:to], width, s.spacing, s.hyphen) {
			line.styles = styles
			out = append(out, line)
		}
		from = to
	}
	return out
}

// balance breaks a paragraph into as many lines as it has been broken into, of widths as equal as can be: it takes
// the breaks for which the squares of what lines differ from the mean add up to the least. Lines that hold a
// broken word stay as they are.
func balance(t *fonts.Text, greedy []textLine, width, spacing float64, hyphen *fonts.Text) []textLine {
	if len(greedy) < 2 || len(greedy) > maxBalanced {
		return greedy
	}
	breaks := []int{0}
	for i := range t.Clusters {
		if t.Clusters[i].CanBreak || i+1 == len(t.Clusters) {
			breaks = append(breaks, i+1)
		}
	}
	if len(breaks) > maxBreaks {
		return greedy
	}
	total := 0.0
	for i := range greedy {
		if greedy[i].broken {
			return greedy
		}
		total += greedy[i].width
	}
	s := balancer{t: t, breaks: breaks, width: width, mean: total / float64(len(greedy)), spacing: spacing, hyphen: hyphen}
	if lines := s.best(len(greedy)); lines != nil {
		return lines
	}
	return greedy
}

// balancer finds the best lines between breaks.
type balancer struct {
	t           *fonts.Text
	breaks      []int
	width, mean float64 // em
	spacing     float64 // em
	hyphen      *fonts.Text
}

// line is that between two breaks.
func (s *balancer) line(from, to int) textLine {
	l := cut(s.t, s.breaks[from], s.breaks[to], s.spacing)
	if last := s.breaks[to]; last < len(s.t.Clusters) && endsInSoftHyphen(s.t, last-1) {
		l = l.endIn(s.hyphen, s.spacing)
	}
	return l
}

// cost is what a line counts.
func (s *balancer) cost(l *textLine, from, to int) float64 {
	if s.mean <= 0 {
		return 0
	}
	off := (l.width - s.mean) / s.mean
	cost := off * off
	if l.width < leastPart*s.mean {
		cost += shortCost
	}
	if to == len(s.breaks)-1 && to-from == 1 {
		cost += widowCost
	}
	return cost
}

// best gives count lines, or nil where none of that count fit.
func (s *balancer) best(count int) []textLine {
	n := len(s.breaks)
	lines := s.lines()
	costs := make([]float64, n) // of the lines so far that end at a break
	for i := 1; i < n; i++ {
		costs[i] = math.Inf(1)
	}
	cameFrom := make([][]int, count)
	for k := range count {
		next, from := make([]float64, n), make([]int, n)
		for to := range next {
			next[to] = math.Inf(1)
		}
		for a := range n - 1 {
			if math.IsInf(costs[a], 1) {
				continue
			}
			for i := range lines[a] {
				to := a + 1 + i
				if c := costs[a] + s.cost(&lines[a][i], a, to); c < next[to] {
					next[to], from[to] = c, a
				}
			}
		}
		costs, cameFrom[k] = next, from
	}
	if math.IsInf(costs[n-1], 1) {
		return nil
	}
	out := make([]textLine, count)
	for k, to := count-1, n-1; k >= 0; k-- {
		from := cameFrom[k][to]
		out[k], to = lines[from][to-from-1], from
	}
	return out
}

// lines are, for each break, those that begin there and fit.
func (s *balancer) lines() [][]textLine {
	all := make([][]textLine, len(s.breaks)-1)
	for from := range all {
		for to := from + 1; to < len(s.breaks); to++ {
			l := s.line(from, to)
			if l.width > s.width+fitSlack {
				break
			}
			all[from] = append(all[from], l)
		}
	}
	return all
}
