package nn

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode"
)

// TestShown: no name of a stranger's file steers the terminal on which a program prints the error.
func TestShown(t *testing.T) {
	const evil = `\u001b[2J\u009b31m` + "\u202e"
	for _, header := range []string{
		`{"` + evil + `": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}`,
		`{"` + evil + `": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}`,
		`{"w": {"dtype": "` + evil + `", "shape": [1], "data_offsets": [0, 4]}}`,
		`{"` + evil + `": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}, "` + evil + `2": {"dtype": "F32", "shape": [1], "data_offsets": [2, 4]}}`,
		`{"` + evil + `": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "` + evil + `": 1}`,
		`{"w": {"` + evil + `": 1}}`, `{"` + evil + `": "` + evil + `"}`, "\x1b[2J",
	} {
		file := string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + "\x00\x00\xc0\x7f"
		err := ReadTensors(strings.NewReader(file), "", []Tensor[float32]{{Name: "w", Shape: []int{1}, Data: make([]float32, 1)}})
		if err == nil {
			t.Errorf("%s is accepted", header)
			continue
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("%q", err)
		}
	}
}
