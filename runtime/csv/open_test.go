package csv

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// zipped is a file of n random rows, compressed.
func zipped(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte("a,b\n"))
	for range n {
		w.Write([]byte(strconv.Itoa(random.Int()) + "," + strconv.Itoa(random.Int()) + "\n"))
	}
	w.Close()
	return b.Bytes()
}

// TestDamagedGzip: what the person reads of a compressed file that was cut off, that holds other bytes, or that goes on behind its end.
func TestDamagedGzip(t *testing.T) {
	good := zipped(1000)
	other := bytes.Clone(good)
	other[len(other)-6] ^= 1 // the checksum
	for name, test := range map[string]struct {
		data []byte
		want string
		is   error
	}{
		"cut off": {good[:len(good)/2], "f.csv: the compressed data end too early: the file is cut off", io.ErrUnexpectedEOF},
		"damaged": {other, "f.csv: the compressed data are damaged", gzip.ErrChecksum},
		"more":    {append(bytes.Clone(good), "more than there should be"...), "f.csv: the compressed data are damaged", gzip.ErrHeader},
		"good":    {data: good},
	} {
		path := filepath.Join(t.TempDir(), "f.csv.gz")
		if err := os.WriteFile(path, test.data, 0o644); err != nil {
			t.Fatal(err)
		}
		source, _, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer source.Close()
		rows, err := texts(t, source, Options{})
		if test.want == "" {
			if err != nil || len(rows) != 1001 {
				t.Errorf("%s: %d rows, %v", name, len(rows), err)
			}
			continue
		}
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || !errors.Is(err, test.is) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
