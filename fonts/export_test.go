package fonts

// Parsed forces a face's font to be read, and gives the error of that.
func (f *Face) Parsed() error {
	_, err := f.parse()
	return err
}

// MatchWeight picks among upright faces of the given weights as CSS does.
func MatchWeight(weights []int, desired int) int {
	f := &family{}
	for _, weight := range weights {
		f.add(&Face{weight: weight})
	}
	return f.match(desired, Normal).weight
}
