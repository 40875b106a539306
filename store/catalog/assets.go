package catalog

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"placard/store"
)

// Assets are the pictures that templates name as asset:NAME. What is uploaded of them is in Files.
type Assets struct {
	*Files
	folder, starters Pictures
}

// NewAssets looks in folder, which is the operator's, then among the uploaded, then among starters.
func NewAssets(folder Pictures, uploaded FilesConfig, starters Pictures) (*Assets, error) {
	if folder == nil || starters == nil {
		return nil, errors.New("catalog: the folder's pictures and the starters' are needed")
	}
	files, err := NewFiles(uploaded)
	if err != nil {
		return nil, err
	}
	return &Assets{files, folder, starters}, nil
}

// Stat returns a version of an asset's content: its SHA-256, in hex. An unknown name is an error that
// matches fs.ErrNotExist.
func (a *Assets) Stat(ctx context.Context, name string) (version string, err error) {
	version, err = a.folder.Stat(ctx, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return version, err
	}
	file, err := a.Get(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return a.starters.Stat(ctx, name)
	}
	return file.SHA256, err
}

// Read returns the content of an asset.
func (a *Assets) Read(ctx context.Context, name string) ([]byte, error) {
	data, err := a.folder.Read(ctx, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return data, err
	}
	_, content, err := a.Open(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return a.starters.Read(ctx, name)
	}
	if err != nil {
		return nil, err
	}
	data, err = io.ReadAll(content)
	return data, errors.Join(err, content.Close())
}

// Put checks a picture and stores it, unless the operator's folder has one of its name.
func (a *Assets) Put(ctx context.Context, file store.File, content io.Reader) (store.File, error) {
	if err := a.changeable(ctx, file.Name); err != nil {
		return store.File{}, err
	}
	return a.Files.Put(ctx, file, content)
}

// Delete forgets an uploaded picture, unless the operator's folder has one of its name.
func (a *Assets) Delete(ctx context.Context, name string) error {
	if err := a.changeable(ctx, name); err != nil {
		return err
	}
	err := a.Files.Delete(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		if _, starter := a.starters.Stat(ctx, name); starter == nil {
			return readOnly(name)
		}
	}
	return err
}

func (a *Assets) changeable(ctx context.Context, name string) error {
	_, err := a.folder.Stat(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return readOnly(name)
}
