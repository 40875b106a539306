package fonts

import "slices"

// family is the faces that go by one name.
type family struct {
	name  string
	faces []*Face // at most one for a weight and style
	color bool
}

// add puts a face into the family. One of the same weight and style gives way: what was added last, by the
// operator, wins over what came with the program.
func (f *family) add(face *Face) {
	f.faces = slices.DeleteFunc(f.faces, func(old *Face) bool {
		return old.weight == face.weight && old.style == face.style
	})
	f.faces = append(f.faces, face)
	slices.SortFunc(f.faces, func(a, b *Face) int {
		if a.style != b.style {
			return int(a.style) - int(b.style)
		}
		return a.weight - b.weight
	})
	f.color = slices.ContainsFunc(f.faces, (*Face).Color)
}

// clone copies the family, so that readers of the old one are undisturbed.
func (f *family) clone() *family {
	return &family{name: f.name, faces: slices.Clone(f.faces), color: f.color}
}

// match picks the face for a weight and a style as CSS Fonts 4, section 5.2, does: the style first, then
// the weight. Nothing is emboldened or slanted artificially.
func (f *family) match(weight int, style Style) *Face {
	var best *Face
	for _, face := range f.faces {
		if best == nil || better(face, best, weight, style) {
			best = face
		}
	}
	return best
}

// better says whether a is a better match than b.
func better(a, b *Face, weight int, style Style) bool {
	if (a.style == style) != (b.style == style) {
		return a.style == style
	}
	return weightDistance(a.weight, weight) < weightDistance(b.weight, weight)
}

// weightDistance orders the weights there are by how well each stands for the desired one: smaller is
// better. Below 400 lighter ones come first, above 500 bolder ones; from 400 to 500 those up to 500, then
// the lighter, then the bolder.
func weightDistance(has, desired int) int {
	const otherSide = 1000 // weights are 1..1000, so this puts one side wholly after the other
	switch lighter := has < desired; {
	case has == desired:
		return 0
	case desired < 400 && lighter, desired > 500 && !lighter:
		return abs(has - desired)
	case desired < 400 || desired > 500:
		return otherSide + abs(has-desired)
	case !lighter && has <= 500:
		return has - desired
	case lighter:
		return otherSide + desired - has
	}
	return 2*otherSide + has - desired
}

func abs(n int) int { return max(n, -n) }
