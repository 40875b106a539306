package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/jpegfile"
	"placard/render/pdf/internal/object"
)

// original is a source that knows the file that its pixels were decoded from: without errors, and upright as the
// file's EXIF says. Data is nil where it was not kept.
type original interface {
	Original() (data []byte, mime string)
}

const (
	// leastShown is the share of a picture that must show for all of its file to be placed. What a crop hides
	// may be what should not be seen, and would be in the file for who looks; a sliver is a matter of rounding.
	leastShown = 0.98

	// mostPixels is how many times the pixels that are needed a file may have that is placed as it is: twice the
	// resolution, which is still seen when one looks closer.
	mostPixels = 4
)

// original returns the file of a picture, if it may be placed as it is. What is doubtful about a file is left to
// our decoder.
func (j *job) original(p *display.Picture, show display.Rect) *jpegfile.File {
	src, ok := p.Source.(original)
	if !ok {
		return nil
	}
	data, mime := src.Original()
	if data == nil || mime != mimeJPEG {
		return nil
	}
	w, h := p.Source.Size()
	all, most := area(whole(p)), float64(mostPixels)
	if j.doc.Quality > 0 {
		most = 1
	}
	if area(show) < leastShown*all || float64(w)*float64(h) > most*all*j.density*j.density {
		return nil
	}
	file, ok := jpegfile.Read(data)
	if !ok {
		return nil
	}
	if fw, fh := file.Orientation.Size(file.Width, file.Height); fw != w || fh != h {
		return nil
	}
	return file
}

const mimeJPEG = "image/jpeg"

func area(r display.Rect) float64 { return (r.X1 - r.X0) * (r.Y1 - r.Y0) }

// passed adds a file to the document, once.
func (j *job) passed(key string, f *jpegfile.File) object.Ref {
	return j.once(imageKey{content: key}, &encoded{width: f.Width, height: f.Height, grey: f.Grey, filter: "DCTDecode", data: f.Data})
}
