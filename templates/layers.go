package templates

import "reflect"

// layerTypes are the layers by the "type" that JSON gives them.
var layerTypes = map[string]reflect.Type{
	"text":     reflect.TypeFor[Text](),
	"image":    reflect.TypeFor[Image](),
	"rect":     reflect.TypeFor[Rect](),
	"ellipse":  reflect.TypeFor[Ellipse](),
	"line":     reflect.TypeFor[Line](),
	"polygon":  reflect.TypeFor[Polygon](),
	"star":     reflect.TypeFor[Star](),
	"path":     reflect.TypeFor[Path](),
	"svg":      reflect.TypeFor[SVG](),
	"qr":       reflect.TypeFor[QR](),
	"barcode":  reflect.TypeFor[Barcode](),
	"rating":   reflect.TypeFor[Rating](),
	"progress": reflect.TypeFor[Progress](),
	"chart":    reflect.TypeFor[Chart](),
	"group":    reflect.TypeFor[Group](),
}

// layer reads an object whose type says which layer it is. It returns nil if it cannot tell.
func (b *binder) layer(n *node) Layer {
	if !b.is(n, objectKind) {
		return nil
	}
	name, ok := b.typeOf(n)
	if !ok {
		return nil
	}
	t, ok := layerTypes[name]
	if !ok {
		b.unknownType(n, name, keys(layerTypes))
		return nil
	}
	if !b.admit(n, name) {
		return nil
	}
	v := planOf(t).fresh()
	if name == "group" {
		b.groups++
		defer func() { b.groups-- }()
	}
	before := len(b.errs)
	b.object(n, v)
	layer := v.Addr().Interface().(Layer)
	if len(b.errs) == before {
		b.dress(n, layer)
	}
	b.condition(layer.Common(), n)
	return layer
}

// admit counts a layer and checks that its id is new.
func (b *binder) admit(n *node, typ string) bool {
	if b.layers++; b.layers > MaxLayers {
		if b.layers == MaxLayers+1 {
			b.tooLarge(n, "more than %d layers", MaxLayers)
		}
		return false
	}
	if typ == "group" && b.groups == MaxGroupDepth {
		b.tooLarge(n, "groups within each other deeper than %d", MaxGroupDepth)
		return false
	}
	if id := n.get("id"); id != nil && id.kind == stringKind {
		if b.ids[id.text] {
			b.push("id")
			b.fail(id, "%s is the id of another layer", quote(id.text))
			b.pop(1)
		}
		b.ids[id.text] = true
	}
	return true
}

// typeOf reads the "type" of an object.
func (b *binder) typeOf(n *node) (string, bool) {
	b.push("type")
	defer b.pop(1)
	t := n.get("type")
	if t == nil {
		b.fail(n, "is required")
		return "", false
	}
	return t.text, b.is(t, stringKind)
}
