package keys

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	masterBytes   = 32      // AES-256
	othersMode    = 0o077   // the bits that let others in
	maxMasterFile = 1 << 10 // it has 45 bytes
)

// masterHelp is what can be done without the right master key.
const masterHelp = "put back the master.key that belongs to this database, or set PLACARD_MASTER_KEY to it; " +
	"without it the keys in the database cannot be used, and \"DELETE FROM keys\" in it, with sqlite3, starts over with a new one"

// parseMaster does not quote what it was given: it is secret.
func parseMaster(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString, base64.StdEncoding.Strict().DecodeString, base64.RawStdEncoding.Strict().DecodeString,
		base64.URLEncoding.Strict().DecodeString, base64.RawURLEncoding.Strict().DecodeString,
	} {
		if key, err := decode(text); err == nil && len(key) == masterBytes {
			return key, nil
		}
	}
	return nil, fmt.Errorf("want %d bytes in base64 or hex, as `openssl rand -base64 %d` prints them", masterBytes, masterBytes)
}

// master returns what seals. With make, a file that is missing is made; else it is an error.
func (k *Keys) master(makeIt bool) (*sealer, error) {
	k.sealing.Lock()
	defer k.sealing.Unlock()
	if k.opened != nil {
		return k.opened, nil
	}
	key, err := k.findMaster(makeIt)
	if err != nil {
		return nil, err
	}
	k.opened, err = newSealer(key)
	return k.opened, err
}

func (k *Keys) findMaster(makeIt bool) ([]byte, error) {
	if k.cfg.MasterKey != "" {
		return parseMaster(k.cfg.MasterKey.Reveal())
	}
	path := k.cfg.MasterKeyFile
	key, err := readMaster(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if !makeIt {
		return nil, fmt.Errorf("there are keys in the database but no master key to open them: %w; %s", err, masterHelp)
	}
	key = make([]byte, masterBytes)
	if _, err := io.ReadFull(k.cfg.Rand, key); err != nil {
		return nil, fmt.Errorf("no randomness: %w", err)
	}
	err = writeMaster(path, key)
	if errors.Is(err, fs.ErrExist) { // another process was quicker
		return readMaster(path)
	}
	return key, err
}

func readMaster(path string) ([]byte, error) {
	data, err := readPrivate(path, maxMasterFile)
	if err != nil {
		return nil, err
	}
	key, err := parseMaster(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", path, err, masterHelp)
	}
	return key, nil
}

// readPrivate reads a small file, and refuses one that others may read.
func readPrivate(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&othersMode != 0 { // Windows has no such bits
		return nil, fmt.Errorf("others may read %s (mode %v): run chmod 600 on it, and rotate all keys if they did", path, info.Mode().Perm())
	}
	return io.ReadAll(io.LimitReader(f, limit))
}

// writeMaster makes the file appear whole, or fails with fs.ErrExist if there is one: it is written and
// synced under another name, and linked to its own, which unlike renaming never replaces a file.
func writeMaster(path string, key []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".master-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // it has another name by then, or is of no use
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path)
	}
	if err == nil {
		err = syncFolder(dir)
	}
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) { // no hard links, or read-only
		return fmt.Errorf("%w; choose another data folder, or set PLACARD_MASTER_KEY", err)
	}
	return err
}

// syncFolder makes the file's name outlast a power cut: keys that are sealed under a master key that is
// gone are lost.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" { // folders cannot be synced there
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
