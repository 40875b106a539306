package templates

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// spot is a layer where it lies.
type spot struct {
	id     string
	node   *node
	parent string // id of the group; empty: the canvas
	page   int    // from 1; 0: there are no pages
}

// spotsOf lists the layers of a template from bottom to top, each group before what is in it.
func spotsOf(root *node) []spot {
	var spots []spot
	var walk func(layers *node, parent string, page int)
	walk = func(layers *node, parent string, page int) {
		for i := range layers.list() {
			n := layers.at(i)
			id := n.get("id").text
			spots = append(spots, spot{id, n, parent, page})
			walk(n.get("layers"), id, page)
		}
	}
	walk(root.get("layers"), "", 0)
	for i := range root.get("pages").list() {
		walk(root.get("pages").at(i).get("layers"), "", i+1)
	}
	return spots
}

// layers compares them by their ids, wherever they lie.
func (c *comparison) layers(old, now []spot) {
	was, is := byIDs(old), byIDs(now)
	names := renamed(old, now, was, is)
	for i := range old {
		if name, ok := names[old[i].parent]; ok {
			old[i].parent = name
		}
		if name, ok := names[old[i].id]; ok {
			old[i].id = name
		}
	}
	was = byIDs(old)
	for _, s := range old {
		if is[s.id] == nil && (s.parent == "" || is[s.parent] != nil) { // else the group is gone, and all in it
			c.add(s.id, []string{"removed, " + s.words()})
		}
	}
	formerly := map[string]string{}
	for former, name := range names {
		formerly[name] = former
	}
	over := restacked(old, now, was, is)
	for i := range now {
		s := &now[i]
		before := was[s.id]
		if before == nil {
			if s.parent == "" || was[s.parent] != nil {
				c.add(s.id, []string{"new, " + s.words() + s.inside()})
			}
			continue
		}
		var what []string
		if former := formerly[s.id]; former != "" {
			what = append(what, "renamed, was "+former)
		}
		if before.parent != s.parent || before.page != s.page {
			what = append(what, "moved from "+before.place()+" to "+s.place())
		}
		if where := over[s.id]; where != "" {
			what = append(what, "moved "+where)
		}
		c.add(s.id, append(what, c.layer(before.node, s.node)...))
	}
}

func byIDs(spots []spot) map[string]*spot {
	all := make(map[string]*spot, len(spots))
	for i := range spots {
		all[spots[i].id] = &spots[i]
	}
	return all
}

// renamed finds layers that have another id and are the same otherwise: the new ids by the old ones.
func renamed(old, now []spot, was, is map[string]*spot) map[string]string {
	gone := map[string][]string{} // ids by what the layer is
	for _, s := range old {
		if is[s.id] == nil {
			gone[s.anonymous()] = append(gone[s.anonymous()], s.id)
		}
	}
	names := map[string]string{}
	for _, s := range now {
		if ids := gone[s.anonymous()]; was[s.id] == nil && len(ids) > 0 {
			names[ids[0]] = s.id
			gone[s.anonymous()] = ids[1:]
		}
	}
	return names
}

// anonymous is all of a layer but its id, as text.
func (s *spot) anonymous() string {
	n := node{kind: objectKind}
	for _, m := range s.node.items {
		if m.name != "id" {
			n.items = append(n.items, m)
		}
	}
	return string(n.appendJSON(nil))
}

// words says what a layer is.
func (s *spot) words() string {
	layers := s.node.get("layers")
	if layers == nil {
		return s.node.get("type").text
	}
	return s.node.get("type").text + " of " + counted(len(layers.items), "layer")
}

// inside says in which group a layer is, if it is in one.
func (s *spot) inside() string {
	if s.parent == "" {
		return ""
	}
	return " in " + s.parent
}

// place says where a layer lies.
func (s *spot) place() string {
	where := "the canvas"
	if s.parent != "" {
		where = s.parent
	}
	if s.page > 0 {
		where += " of page " + strconv.Itoa(s.page)
	}
	return where
}

// restacked finds layers that are in front of others, or behind them, as they were not: the fewest whose moves
// explain the new order. It gives the words by their ids.
func restacked(old, now []spot, was, is map[string]*spot) map[string]string {
	stays := func(s spot) bool {
		a, b := was[s.id], is[s.id]
		return a != nil && b != nil && a.parent == b.parent && a.page == b.page
	}
	type home struct {
		parent string
		page   int
	}
	rank := map[string]int{}
	for i, s := range old {
		rank[s.id] = i
	}
	stacks := map[home][]string{}
	for _, s := range now {
		if stays(s) {
			at := home{s.parent, s.page}
			stacks[at] = append(stacks[at], s.id)
		}
	}
	words := map[string]string{}
	for _, ids := range stacks {
		kept := longestRise(ids, rank)
		for i, id := range ids {
			switch {
			case kept[id]:
			case i == 0:
				words[id] = "behind all others"
			default:
				words[id] = "in front of " + ids[i-1]
			}
		}
	}
	return words
}

// longestRise finds the most ids whose ranks rise in the order given.
func longestRise(ids []string, rank map[string]int) map[string]bool {
	best := make([]int, len(ids)) // length of the longest that ends here
	from := make([]int, len(ids))
	end := -1
	for i := range ids {
		best[i], from[i] = 1, -1
		for j := range i {
			if rank[ids[j]] < rank[ids[i]] && best[j] >= best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	kept := map[string]bool{}
	for i := end; i >= 0; i = from[i] {
		kept[ids[i]] = true
	}
	return kept
}

// layer says what differs between two layers of one id.
func (c *comparison) layer(old, now *node) []string {
	was, is := old.get("type").text, now.get("type").text
	skip := []string{"id", "type", "layers"}
	if was != is {
		what := []string{fmt.Sprintf("is %s, was %s", is, was)}
		return append(what, c.fields("", old, now, reflect.TypeFor[Base](), skip...)...)
	}
	var what []string
	if moved := moves(old, now); moved != "" {
		what = append(what, moved)
		skip = append(skip, "x", "y")
	}
	return append(what, c.fields("", old, now, layerTypes[is], skip...)...)
}

// moves says how far a layer has moved, if both places are numbers.
func moves(old, now *node) string {
	var words []string
	for _, axis := range []struct{ field, more, less string }{{"x", "right", "left"}, {"y", "down", "up"}} {
		was, ok := coordinate(old.get(axis.field))
		is, ok2 := coordinate(now.get(axis.field))
		if !ok || !ok2 {
			return ""
		}
		switch {
		case is > was:
			words = append(words, shown(is-was)+" px "+axis.more)
		case is < was:
			words = append(words, shown(was-is)+" px "+axis.less)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "moved " + strings.Join(words, " and ")
}

// coordinate is x or y, which is 0 where it is left out.
func coordinate(n *node) (float64, bool) {
	if n == nil {
		return 0, true
	}
	return n.number, n.kind == numberKind
}

// shown is a distance as far as anybody can see it, a thousandth of a px.
func shown(px float64) string { return decimal(math.Round(px*1000) / 1000) }
