package pdf

import "placard/render/pdf/internal/object"

// PDF/A-2b (ISO 19005-2) wants little that other files do not have: all fonts are embedded anyway, nothing is
// encrypted, and there are no scripts, forms or files within. What is left is to say which colours are meant,
// and by the metadata, that it is one.

// intent is the output intent (ISO 32000-1, 14.11.5): colours are sRGB.
func (j *job) intent() object.Dict {
	return object.Dict{
		"Type": object.Name("OutputIntent"), "S": object.Name("GTS_PDFA1"),
		"OutputConditionIdentifier": object.Text(profileName), "Info": object.Text(profileName),
		"RegistryName":      object.Text("http://www.color.org"),
		"DestOutputProfile": j.file.AddStream(object.Dict{"N": 3}, srgb()),
	}
}
