package sqlite

import (
	"path/filepath"
	"testing"

	"placard/store/storetest"
)

func fresh(t *testing.T) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "placard.db"), DefaultConfig())
}

func TestConformance(t *testing.T) {
	t.Run("keys", func(t *testing.T) {
		storetest.Keys(t, func(t *testing.T) storetest.KeyStore { return fresh(t).Keys() })
	})
	t.Run("templates", func(t *testing.T) {
		storetest.Templates(t, func(t *testing.T) storetest.TemplateStore { return fresh(t).Templates() })
	})
	t.Run("files", func(t *testing.T) {
		storetest.Files(t, func(t *testing.T) storetest.FileStore { return fresh(t).Files() })
	})
	t.Run("links", func(t *testing.T) {
		storetest.Links(t, func(t *testing.T) storetest.LinkStore { return fresh(t).Links() })
	})
	t.Run("batches", func(t *testing.T) {
		storetest.Batches(t, func(t *testing.T) storetest.BatchStore { return fresh(t).Batches() })
	})
	t.Run("usage", func(t *testing.T) {
		storetest.Usage(t, func(t *testing.T) storetest.UsageStore { return fresh(t).Usage() })
	})
}
