package layout

import (
	"placard/templates"
)

// fitGroups gives all texts of one fit group one size: the smallest that any of them comes to by itself.
func (b *builder) fitGroups(layers []templates.Layer, around box) error {
	groups := map[string][]*shaped{}
	smallest := map[string]float64{}
	err := b.eachText(layers, around, func(l *templates.Text, bx box) error {
		if l.FitGroup == "" {
			return nil
		}
		if b.shaped == nil {
			b.shaped = map[*templates.Text]*shaped{}
		}
		s, err := b.shape(l)
		if err != nil {
			return wrapError(l.ID, err)
		}
		b.shaped[l] = s
		room := roomOf(l, bx)
		size := s.set(room.w, room.h).size
		if at, ok := smallest[l.FitGroup]; !ok || size < at {
			smallest[l.FitGroup] = size
		}
		groups[l.FitGroup] = append(groups[l.FitGroup], s)
		return nil
	})
	for name, all := range groups {
		for _, s := range all {
			s.fixed, s.sets = smallest[name], nil
		}
	}
	return err
}

// hasFitGroup says whether one of the texts is in a group of sizes.
func hasFitGroup(layers []templates.Layer) bool {
	for _, l := range layers {
		switch l := l.(type) {
		case *templates.Text:
			if l.FitGroup != "" && IsShown(l) {
				return true
			}
		case *templates.Group:
			if hasFitGroup(l.Layers) {
				return true
			}
		}
	}
	return false
}

// eachText calls f for each text that is shown, with its box.
func (b *builder) eachText(layers []templates.Layer, around box, f func(*templates.Text, box) error) error {
	for _, l := range layers {
		if !IsShown(l) {
			continue
		}
		bx := b.boxOf(l, around)
		var err error
		switch l := l.(type) {
		case *templates.Text:
			err = f(l, bx)
		case *templates.Group:
			err = b.eachText(l.Layers, bx.inside(l.Padding), f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// roomOf is the part of a text's box that the text may have; without a height it has as much as it needs.
func roomOf(l *templates.Text, bx box) box {
	room := bx.inside(l.Padding)
	if bx.h == 0 {
		room.h = 0
	}
	return room
}
