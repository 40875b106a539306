package pictures

import (
	"fmt"
	"regexp"
	"strconv"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/templates"
)

const sizeOption = "size"

// sizeForm is how a size of the design is written.
var sizeForm = regexp.MustCompile(`^([0-9]{1,5})x([0-9]{1,5})$`)

// ParseSize reads a size as it is written in a URL, 1080x1350: px of the design. What sizes there are,
// Document.Resize knows.
func ParseSize(value string) (width, height int, err error) {
	m := sizeForm.FindStringSubmatch(value)
	if m == nil {
		return 0, 0, fmt.Errorf("size: %.40q is not a width and a height, such as 1080x1350", value)
	}
	width, _ = strconv.Atoi(m[1]) // digits, and few
	height, _ = strconv.Atoi(m[2])
	return width, height, nil
}

// resized gives documents the size that the options ask for. Other options, such as width, are then against that.
func resized(docs []*templates.Document, known []signedurl.Param) ([]*templates.Document, error) {
	for _, p := range known {
		if p.Name != sizeOption {
			continue
		}
		width, height, err := ParseSize(p.Value)
		if err != nil {
			return nil, problem.New(problem.BadRequest, "%s", err)
		}
		for i := range docs {
			if docs[i], err = docs[i].Resize(width, height); err != nil {
				return nil, err
			}
		}
		break
	}
	return docs, nil
}

// readSize leaves the size to resized, which comes first.
func readSize(*options, string, *templates.Document) error { return nil }
