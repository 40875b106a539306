package pdf

import (
	"bytes"
	"image"
	"image/jpeg"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// dpi is the resolution of what is drawn in pixels, per inch of the page.
func (j *job) dpi() float64 {
	if j.doc.DPI > 0 {
		return j.doc.DPI
	}
	return DefaultDPI
}

// encoded is a picture as files have it. It is not changed once it is made, and shared by documents.
type encoded struct {
	width, height int
	grey          bool
	filter        object.Name // DCTDecode, or FlateDecode of rows with the predictor of PNG
	data          []byte
	mask          []byte // alpha, as FlateDecode has it; nil: opaque
}

// imageKey is what an encoded picture is made of.
type imageKey struct {
	content string // of the source, or of what is drawn in pixels
	part    part   // zero: its file
	quality int    // of a photo
}

// crop returns an image of a part of a source, made once for a document and kept for others.
func (j *job) crop(src display.Source, p part) (object.Ref, error) {
	key := imageKey{content: src.Key(), part: p, quality: j.quality()}
	if ref, ok := j.images[key]; ok {
		return ref, nil
	}
	e, err := j.writer.images.get(key, func() (*encoded, error) {
		img, err := src.Scaled(p.rect.X0, p.rect.Y0, p.rect.X1, p.rect.Y1, p.width, p.height)
		if err != nil {
			return nil, err
		}
		_, mask := src.(*coverage)
		return encode(img, !mask && (isJPEG(src) || colorful(img)), key.quality)
	})
	if err != nil {
		return 0, err
	}
	return j.once(key, e), nil
}

func isJPEG(src display.Source) bool {
	o, ok := src.(original)
	if !ok {
		return false
	}
	_, mime := o.Original()
	return mime == mimeJPEG
}

// once adds an image unless the document has it.
func (j *job) once(key imageKey, e *encoded) object.Ref {
	ref, ok := j.images[key]
	if !ok {
		if j.images == nil {
			j.images = map[imageKey]object.Ref{}
		}
		ref = j.add(e)
		j.images[key] = ref
	}
	return ref
}

// add writes the objects of an image.
func (j *job) add(e *encoded) object.Ref {
	d := j.imageDict(e.width, e.height, e.grey)
	d["Filter"] = e.filter
	if e.filter == flate {
		d["DecodeParms"] = predictor(e.width, e.grey)
	}
	if e.mask != nil {
		m := j.imageDict(e.width, e.height, true)
		m["Filter"], m["DecodeParms"] = flate, predictor(e.width, true)
		d["SMask"] = j.file.AddStream(m, e.mask)
	}
	return j.file.AddStream(d, e.data)
}

const flate object.Name = "FlateDecode"

// imageDict says what all images have in common. Viewers smooth an image that they enlarge if it asks for it,
// which PDF/A forbids (ISO 19005-2, 6.2.8).
func (j *job) imageDict(width, height int, grey bool) object.Dict {
	d := object.Dict{
		"Type": object.Name("XObject"), "Subtype": object.Name("Image"), "Width": width, "Height": height,
		"BitsPerComponent": 8, "ColorSpace": object.Name("DeviceRGB"),
	}
	if grey {
		d["ColorSpace"] = object.Name("DeviceGray")
	}
	if !j.doc.Archive {
		d["Interpolate"] = true
	}
	return d
}

// photoQuality is that of photos which are encoded anew: their artefacts are not seen at the resolution of print.
const photoQuality = 90

// quality is that of photos, 1..100.
func (j *job) quality() int {
	if j.doc.Quality > 0 {
		return j.doc.Quality
	}
	return photoQuality
}

// encode encodes premultiplied pixels: the colours of a photo with loss, others as they are; alpha beside them.
func encode(img *image.RGBA, photo bool, quality int) (*encoded, error) {
	e := &encoded{width: img.Rect.Dx(), height: img.Rect.Dy()}
	if !opaque(img) {
		e.mask = object.Deflate(filtered(img, alphaOf))
		img = straight(img)
	}
	if photo {
		var b bytes.Buffer // the encoder takes the colours for what they are, whatever the alpha
		err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
		e.filter, e.data = "DCTDecode", b.Bytes()
		return e, err
	}
	e.filter, e.grey = flate, isGrey(img)
	if e.grey {
		e.data = object.Deflate(filtered(img, redOf))
	} else {
		e.data = object.Deflate(filtered(img, rgbOf))
	}
	return e, nil
}
