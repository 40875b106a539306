package adjust

import (
	"image"
	"math"

	"placard/render/display"
)

// stage is a step that makes new channels, 0..1, of the old ones: three factors and what is added.
type stage [3][4]float32

// stages are the steps of a Spec that change colours pixel by pixel, each of which cuts off at 0 and 1.
func (s *Spec) stages() []stage {
	var all []stage
	if g := float32(s.Grayscale); g > 0 {
		all = append(all, between(g, luma))
	}
	if k := float32(s.Sepia); k > 0 {
		all = append(all, between(k, stage{{0.393, 0.769, 0.189}, {0.349, 0.686, 0.168}, {0.272, 0.534, 0.131}}))
	}
	if s.Brightness != 1 {
		all = append(all, linear(s.Brightness, 0))
	}
	if s.Contrast != 1 {
		all = append(all, linear(s.Contrast, 0.5-s.Contrast/2))
	}
	if s.Saturate != 1 {
		all = append(all, between(1-float32(s.Saturate), luma))
	}
	if math.Mod(s.Hue, 360) != 0 {
		all = append(all, hue(s.Hue))
	}
	if s.Invert > 0 {
		all = append(all, linear(1-2*s.Invert, s.Invert))
	}
	return all
}

// luma makes all channels the luminance, by the weights that Filter Effects 1 writes.
var luma = stage{{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}

// linear is slope·v + intercept for every channel.
func linear(slope, intercept float64) stage {
	var s stage
	for i := range s {
		s[i][i], s[i][3] = float32(slope), float32(intercept)
	}
	return s
}

// between goes a part of the way to a stage, or beyond.
func between(k float32, to stage) stage {
	for i := range to {
		for j := range to[i] {
			to[i][j] *= k
		}
		to[i][i] += 1 - k
	}
	return to
}

// hue turns colours about the grey axis (Filter Effects 1, section 9.5.1: feColorMatrix hueRotate).
func hue(degrees float64) stage {
	sin64, cos64 := math.Sincos(math.Mod(degrees, 360) * math.Pi / 180)
	sin, cos := float32(sin64), float32(cos64)
	return stage{
		{0.213 + cos*0.787 - sin*0.213, 0.715 - cos*0.715 - sin*0.715, 0.072 - cos*0.072 + sin*0.928},
		{0.213 - cos*0.213 + sin*0.143, 0.715 + cos*0.285 + sin*0.140, 0.072 - cos*0.072 - sin*0.283},
		{0.213 - cos*0.213 - sin*0.787, 0.715 - cos*0.715 + sin*0.715, 0.072 + cos*0.928 + sin*0.072},
	}
}

// recolor puts every pixel through the stages.
func recolor(img *image.RGBA, stages []stage) {
	if len(stages) == 0 {
		return
	}
	for i := 0; i+4 <= len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		if p[3] == 0 {
			continue
		}
		alpha := float32(p[3])
		r, g, b := float32(p[0])/alpha, float32(p[1])/alpha, float32(p[2])/alpha
		for k := range stages {
			m := &stages[k]
			r, g, b = cut(m[0][0]*r+m[0][1]*g+m[0][2]*b+m[0][3]),
				cut(m[1][0]*r+m[1][1]*g+m[1][2]*b+m[1][3]),
				cut(m[2][0]*r+m[2][1]*g+m[2][2]*b+m[2][3])
		}
		p[0], p[1], p[2] = uint8(r*alpha+0.5), uint8(g*alpha+0.5), uint8(b*alpha+0.5)
	}
}

func cut(v float32) float32 { return min(max(v, 0), 1) }

// twoTone gives each pixel a colour between two, by its luminance.
func twoTone(img *image.RGBA, tones [2]display.Color) {
	var table [256][4]uint32
	dark, light := channels(tones[0]), channels(tones[1])
	for i := range table {
		for k := range 4 {
			table[i][k] = (dark[k]*uint32(255-i) + light[k]*uint32(i) + 127) / 255
		}
	}
	for i := 0; i+4 <= len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		if p[3] == 0 {
			continue
		}
		a := uint32(p[3])
		bright := min((uint32(display.Luminance(p[0], p[1], p[2]))*255+a/2)/a, 255)
		tone := &table[bright]
		alpha := (tone[3]*a + 127) / 255
		for k := range 3 {
			p[k] = uint8((tone[k]*alpha + 127) / 255)
		}
		p[3] = uint8(alpha)
	}
}

// tint lays a colour over pixels, which keep their alpha.
func tint(img *image.RGBA, c display.Color) {
	over := channels(c)
	for i := 0; i+4 <= len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		for k := range 3 {
			full := over[k] * uint32(p[3]) / 255
			p[k] = uint8((full*over[3] + uint32(p[k])*(255-over[3]) + 127) / 255)
		}
	}
}

func channels(c display.Color) [4]uint32 {
	return [4]uint32{uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)}
}
