package fonts

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
)

func upload(t *testing.T, name, file string, reads *int) Upload {
	t.Helper()
	return Upload{Name: name, SHA256: file, Read: func() ([]byte, error) {
		*reads++
		return os.ReadFile(file)
	}}
}

const (
	monoFile  = "bundled/jetbrains-mono/JetBrainsMono_400Regular.ttf"
	nanumFile = "bundled/nanum-gothic/NanumGothic_400Regular.ttf"
)

func TestUploadsComeAndGo(t *testing.T) {
	r, reads := New(), 0
	if err := r.AddFS(os.DirFS("bundled/inter")); err != nil {
		t.Fatal(err)
	}
	without := r.Digest()
	mono, nanum := upload(t, "mono", monoFile, &reads), upload(t, "nanum", nanumFile, &reads)

	if err := r.SetUploads([]Upload{mono}); err != nil {
		t.Fatal(err)
	}
	withMono := r.Digest()
	if !r.Has("JetBrains Mono") || !r.Has("Inter") || withMono == without {
		t.Error("an upload is not there, or something else is not")
	}
	if err := r.SetUploads([]Upload{mono, nanum}); err != nil {
		t.Fatal(err)
	}
	if !r.Has("JetBrains Mono") || !r.Has("Nanum Gothic") || reads != 2 {
		t.Errorf("two uploads, read %d times: want both, each read once", reads)
	}
	if err := r.SetUploads([]Upload{mono}); err != nil || r.Has("Nanum Gothic") || r.Digest() != withMono {
		t.Errorf("after one of two is gone: %v, want the registry as it was with the other", err)
	}
	if err := r.SetUploads(nil); err != nil || r.Has("JetBrains Mono") || r.Digest() != without {
		t.Errorf("after all are gone: %v, want the registry as it was before", err)
	}
}

// TestUploadsStayWhileFontsAreAdded: what is added for good does not end with the uploads.
func TestUploadsStayWhileFontsAreAdded(t *testing.T) {
	r, reads := New(), 0
	if err := r.SetUploads([]Upload{upload(t, "mono", monoFile, &reads)}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(nanumFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add("nanum", data); err != nil {
		t.Fatal(err)
	}
	if !r.Has("JetBrains Mono") || !r.Has("Nanum Gothic") {
		t.Error("want both")
	}
	if err := r.SetUploads(nil); err != nil || r.Has("JetBrains Mono") || !r.Has("Nanum Gothic") {
		t.Error("want only the one that was added for good")
	}
}

// TestDamagedUploadIsNamed: the others are taken all the same.
func TestDamagedUploadIsNamed(t *testing.T) {
	r, reads := New(), 0
	broken := Upload{Name: "broken.ttf", SHA256: "b", Read: func() ([]byte, error) { return []byte("no font"), nil }}
	gone := Upload{Name: "gone.ttf", SHA256: "g", Read: func() ([]byte, error) { return nil, os.ErrNotExist }}
	err := r.SetUploads([]Upload{broken, gone, upload(t, "mono", monoFile, &reads)})
	var refused *FileError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "broken.ttf") || !strings.Contains(err.Error(), "gone.ttf") {
		t.Errorf("got %v, want both named", err)
	}
	if !r.Has("JetBrains Mono") {
		t.Error("the good one was not taken")
	}
}

func TestUploadsWhileShaping(t *testing.T) {
	r, reads := New(), 0
	if err := r.AddFS(os.DirFS("bundled/inter")); err != nil {
		t.Fatal(err)
	}
	mono := upload(t, "mono", monoFile, &reads)
	var shaping sync.WaitGroup
	for range 4 {
		shaping.Go(func() {
			for range 50 {
				if _, err := r.Shape(Request{Text: "Hello", Families: []string{"JetBrains Mono"}, Weight: 400}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 50 {
		if err := r.SetUploads([]Upload{mono}[:i%2]); err != nil {
			t.Fatal(err)
		}
	}
	shaping.Wait()
}
