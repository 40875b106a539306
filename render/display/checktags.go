package display

import (
	"cmp"
	"fmt"
	"slices"
)

// checkTags checks that tags are few, their texts short, and their operations whole: no tag cuts through
// another one or through a group.
func checkTags(list *List) *Error {
	if len(list.Tags) == 0 {
		return nil
	}
	if len(list.Tags) > MaxTags {
		return bad("tags", "%d are more than %d", len(list.Tags), MaxTags)
	}
	depths := groupDepths(list.Ops)
	for i := range list.Tags {
		if e := checkTag(&list.Tags[i], depths); e != nil {
			return e.of(fmt.Sprintf("tags[%d]", i))
		}
	}
	return checkNesting(list.Tags)
}

func checkTag(t *Tag, depths []int) *Error {
	if t.From < 0 || t.To < t.From || t.To >= len(depths) {
		return bad(".from, to", "%d..%d is not in 0..%d", t.From, t.To, len(depths)-1)
	}
	if t.Role > Section {
		return bad(".role", "%d is unknown", t.Role)
	}
	if e := checkRect(".box", t.Box); e != nil {
		return e
	}
	for _, s := range t.texts() {
		if len(s.value) > MaxTagText {
			return bad("."+s.name, "%d bytes are more than %d", len(s.value), MaxTagText)
		}
	}
	// A group that begins before the tag must not end in it, and one that begins in it must.
	inside := depths[t.From : t.To+1]
	if slices.Min(inside) < inside[0] || inside[len(inside)-1] != inside[0] {
		return bad(".from, to", "%d..%d cuts through a group", t.From, t.To)
	}
	return nil
}

// groupDepths is how many groups are open before each operation, and after the last.
func groupDepths(ops []Op) []int {
	depths, depth := make([]int, len(ops)+1), 0
	for i, op := range ops {
		switch op.(type) {
		case *PushGroup:
			depth++
		case *PopGroup:
			depth--
		}
		depths[i+1] = depth
	}
	return depths
}

// checkNesting looks at the tags in the order in which they begin, the longer one first: those that are
// still open must end after each that begins, and come before it in the list.
func checkNesting(tags []Tag) *Error {
	order := make([]int, 0, len(tags))
	for i := range tags {
		if tags[i].From < tags[i].To { // an empty one cuts through nothing
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(tags[a].From, tags[b].From), cmp.Compare(tags[b].To, tags[a].To))
	})
	var open []int
	for _, i := range order {
		for len(open) > 0 && tags[open[len(open)-1]].To <= tags[i].From {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			outer := open[len(open)-1]
			if tags[outer].To < tags[i].To {
				return bad(fmt.Sprintf("tags[%d].from, to", i), "%d..%d cuts through tag %d", tags[i].From, tags[i].To, outer)
			}
			if outer > i {
				return bad(fmt.Sprintf("tags[%d].from, to", i), "tag %d, which holds it, comes after it", outer)
			}
		}
		open = append(open, i)
	}
	return nil
}

// text is a string of a tag with its name.
type text struct{ name, value string }

func (t *Tag) texts() [6]text {
	return [...]text{{"layer", t.Layer}, {"alt", t.Alt}, {"text", t.Text}, {"lang", t.Lang}, {"link", t.Link}, {"bookmark", t.Bookmark}}
}
