package fonts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// DefaultFamily is used where no requested family is known. A registry without it uses its first family.
const DefaultFamily = "Inter"

// genericFamilies are the CSS generic names and the bundled families that stand for them.
var genericFamilies = map[string]string{
	"sans-serif": DefaultFamily, "system-ui": DefaultFamily, "ui-sans-serif": DefaultFamily,
	"serif": "Source Serif 4", "ui-serif": "Source Serif 4",
	"monospace": "JetBrains Mono", "ui-monospace": "JetBrains Mono",
	"emoji": "Twemoji",
}

// Registry holds the faces there are. It is safe for concurrent use, adding included: a text in the making
// keeps the faces it began with.
type Registry struct {
	mu      sync.Mutex // held while adding
	base    *faceSet   // without uploads
	uploads []loadedUpload
	current atomic.Pointer[faceSet]
}

// faceSet is what a registry holds at one time. Its faces never change; the rest is memory of past requests.
type faceSet struct {
	families []*family          // as fallback tries them
	trusted  int                // how many of them, at the end, came by AddSource
	byName   map[string]*family // by folded name, generic names included
	digest   string
	texts    *textCache
	shapers  sync.Pool // of *shaper

	candidatesMu sync.Mutex
	candidatesOf map[candidatesKey]candidates // see candidatesFor

	variants variantCache
}

// New returns an empty registry. Nothing can be shaped until a font is added.
func New() *Registry {
	r := &Registry{base: newFaceSet(nil, 0)}
	r.current.Store(r.base)
	return r
}

// register adds faces for good.
func (r *Registry) register(faces []*Face, trusted bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.base = r.base.with(faces, trusted)
	r.publish()
}

// publish makes the base with the uploads the current set. The lock is held.
func (r *Registry) publish() {
	set := r.base
	for _, u := range r.uploads {
		set = set.with(u.faces, false)
	}
	r.current.Store(set)
}

// with adds faces to a copy of a set. Families come in the order of their first face: those added by Add
// before those that came with the program.
func (s *faceSet) with(faces []*Face, trusted bool) *faceSet {
	families := make([]*family, len(s.families), len(s.families)+len(faces))
	for i, f := range s.families {
		families[i] = f.clone()
	}
	trustedCount := s.trusted
	for _, face := range faces {
		key := foldName(face.family)
		i := slices.IndexFunc(families, func(f *family) bool { return foldName(f.name) == key })
		if i < 0 {
			i = len(families)
			if trusted {
				trustedCount++
			} else {
				i -= trustedCount
			}
			families = slices.Insert(families, i, &family{name: face.family})
		}
		families[i].add(face)
	}
	return newFaceSet(families, trustedCount)
}

func newFaceSet(families []*family, trusted int) *faceSet {
	set := &faceSet{families: families, trusted: trusted, byName: make(map[string]*family), texts: newTextCache()}
	hash := sha256.New()
	for _, f := range families {
		set.byName[foldName(f.name)] = f
		for _, face := range f.faces {
			fmt.Fprintf(hash, "%s\x00%s\n", face.Name(), face.digest)
		}
	}
	for generic, name := range genericFamilies {
		if f := set.byName[foldName(name)]; f != nil && set.byName[generic] == nil {
			set.byName[generic] = f
		}
	}
	set.digest = hex.EncodeToString(hash.Sum(nil))
	return set
}

// foldName makes family names match whatever their case and spacing: "NanumGothic" is "Nanum Gothic".
func foldName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), ""))
}

// Has says whether a family is known, by its own name or a generic one (sans-serif, serif, monospace,
// emoji, system-ui). Case does not matter.
func (r *Registry) Has(name string) bool {
	return r.current.Load().byName[foldName(name)] != nil
}

// Digest identifies the set of faces and the order fallback tries them in: the same where both are.
func (r *Registry) Digest() string { return r.current.Load().digest }

// FamilyInfo describes a family.
type FamilyInfo struct {
	Name  string
	Faces []FaceInfo // by style, then weight
}

// FaceInfo describes a face.
type FaceInfo struct {
	Weight int
	Style  Style
	Color  bool
}

// Families lists the families by name.
func (r *Registry) Families() []FamilyInfo {
	set := r.current.Load()
	infos := make([]FamilyInfo, len(set.families))
	for i, f := range set.families {
		infos[i].Name = f.name
		for _, face := range f.faces {
			infos[i].Faces = append(infos[i].Faces, FaceInfo{Weight: face.weight, Style: face.style, Color: face.color})
		}
	}
	slices.SortFunc(infos, func(a, b FamilyInfo) int { return cmp.Compare(a.Name, b.Name) })
	return infos
}

// Match returns the face that text in the first known family is set in; nil from an empty registry. Its
// metrics are the line's, even where every character falls back to another face.
func (r *Registry) Match(families []string, weight int, style Style) *Face {
	primary := r.current.Load().primary(families)
	if primary == nil {
		return nil
	}
	return primary.match(weight, style)
}

// MatchSpan is Match with variations: the face that a span in the first known family is set in. Its End and its
// features do not matter. Variations out of form, and those that fail in a damaged font, are left out.
func (r *Registry) MatchSpan(span Span) *Face {
	set := r.current.Load()
	primary := set.primary(span.Families)
	if primary == nil {
		return nil
	}
	face := primary.match(span.Weight, span.Style)
	if len(span.Variations) == 0 || checkStyle(0, nil, span.Variations) != nil {
		return face
	}
	if varied, err := set.variants.vary(face, span.Variations); err == nil {
		return varied
	}
	return face
}

// primary is the first known family, else the default, else any.
func (s *faceSet) primary(families []string) *family {
	for _, name := range families {
		if f := s.byName[foldName(name)]; f != nil {
			return f
		}
	}
	if f := s.byName[foldName(DefaultFamily)]; f != nil {
		return f
	}
	if len(s.families) > 0 {
		return s.families[0]
	}
	return nil
}
