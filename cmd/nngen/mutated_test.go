//go:build !race

package main

import (
	"encoding/binary"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/thorough"
	nn "github.com/nngen/nngen/runtime"
)

var mutations = flag.Int("mutations", 500, "how many mutated weights files are read")

// TestMutatedWeights holds that what Load, build and eval read of a weights file takes memory of at most twice the file and
// 16 MB, whatever is in it. The race detector takes memory of its own.
func TestMutatedWeights(t *testing.T) {
	thorough.Only(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	l := load("../../examples/specs/iris.yaml")
	whole, err := os.ReadFile("../../examples/specs/iris.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "iris.safetensors")
	readers := map[string]func() error{
		"build and eval": func() error { _, err := fittingWeights(l.spec, path); return err },
		"Load": func() error {
			var ts []nn.Tensor[float32]
			for _, want := range append(l.spec.Tensors(), l.spec.NormTensors()...) {
				ts = append(ts, nn.Tensor[float32]{Name: want.Name, Shape: want.Dims, Data: make([]float32, size(want.Dims))})
			}
			return nn.LoadFile(path, func(r io.Reader) error { return nn.ReadTensors(r, l.spec.Fingerprint(), ts) })
		},
	}
	largest, refused := map[string]uint64{}, 0
	for range *mutations {
		file := mutate(r, whole)
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
		for name, read := range readers {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := read()
			runtime.ReadMemStats(&after)
			if err != nil {
				refused++
			}
			taken := after.TotalAlloc - before.TotalAlloc
			largest[name] = max(largest[name], taken)
			if taken > uint64(2*len(file)+16<<20) {
				kept := filepath.Join(os.TempDir(), "mutated.safetensors")
				t.Fatalf("%s: %d bytes of file took %d (%v); it is kept in %s", name, len(file), taken, os.WriteFile(kept, file, 0o644), kept)
			}
		}
	}
	t.Logf("%d files, %d readings refused, most bytes taken: %v", *mutations, refused, largest)
}

// numeral is a number or a word in the header of a file.
var numeral = regexp.MustCompile(`[0-9]+|"[a-zA-Z0-9_.]+"|\[[^\]]*\]`)

// mutate changes a file in a few places, of its header too, whose length is then mostly right again.
func mutate(r *rand.Rand, whole []byte) []byte {
	n := binary.LittleEndian.Uint64(whole)
	header, data := string(whole[8:8+n]), slices.Clone(whole[8+n:])
	for range 1 + r.IntN(3) {
		at := r.IntN(len(header) + 1)
		switch r.IntN(6) {
		case 0: // another number or word
			words := numeral.FindAllStringIndex(header, -1)
			w := words[r.IntN(len(words))]
			others := []string{"0", "-1", "18446744073709551615", "99999999999", `"F64"`, `"BF16"`, `"\ud83d"`, "[]", "[[[[", "1e9", header[w[0]:w[1]] + "," + header[w[0]:w[1]]}
			header = header[:w[0]] + others[r.IntN(len(others))] + header[w[1]:]
		case 1: // a run of it many times
			to := min(len(header), at+1+r.IntN(60))
			header = header[:to] + strings.Repeat(header[at:to], r.IntN(5000)) + header[to:]
		case 2: // a byte
			header = header[:at] + string(rune(r.IntN(300))) + header[at:]
		case 3: // cut
			header = header[:at] + header[min(len(header), at+r.IntN(40)):]
		case 4: // data
			data = append(data[:r.IntN(len(data)+1)], make([]byte, r.IntN(2000))...)
		case 5:
			data = slices.Concat(data, slices.Repeat(data, r.IntN(20)))
		}
	}
	length := uint64(len(header))
	if r.IntN(8) == 0 {
		length = r.Uint64() >> r.IntN(64)
	}
	file := append(binary.LittleEndian.AppendUint64(nil, length), header...)
	return append(file, data...)
}
