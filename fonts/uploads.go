package fonts

import "errors"

// Upload is a font file that comes and goes while the registry is in use.
type Upload struct {
	Name   string // for errors
	SHA256 string // of the content: files with the same are the same
	Read   func() ([]byte, error)
}

// loadedUpload keeps the faces, so that a file is read and tried out once.
type loadedUpload struct {
	sha256 string
	faces  []*Face
}

// SetUploads makes the registry hold these files, in their order, on top of what was added otherwise and in
// place of those of the call before. Files that it holds already are not read again. It takes what it can;
// the error joins a *FileError for each file that was refused. Texts in the making keep their faces.
func (r *Registry) SetUploads(files []Upload) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := make(map[string]loadedUpload, len(r.uploads))
	for _, u := range r.uploads {
		known[u.sha256] = u
	}
	var (
		uploads []loadedUpload
		refused []error
	)
	for _, file := range files {
		u, ok := known[file.SHA256]
		if !ok {
			faces, err := loadUpload(file)
			if err != nil {
				refused = append(refused, err)
				continue
			}
			u = loadedUpload{sha256: file.SHA256, faces: faces}
			known[u.sha256] = u
		}
		uploads = append(uploads, u)
	}
	r.uploads = uploads
	r.publish()
	return errors.Join(refused...)
}

func loadUpload(file Upload) ([]*Face, error) {
	data, err := file.Read()
	if err != nil {
		return nil, &FileError{Name: file.Name, Reason: "cannot be read", Err: err}
	}
	return loadFile(file.Name, data)
}
