//go:build unix

package nn

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestUmask: who keeps files private by the umask keeps weights private too.
func TestUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	path := filepath.Join(t.TempDir(), "w.safetensors")
	err := SaveFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "weights")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v, want 0600", info.Mode(), err)
	}
}
