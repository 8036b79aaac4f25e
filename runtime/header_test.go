package nn

import (
	"bytes"
	"strconv"
	"testing"
)

// TestBadHeaders holds the error of each kind of damage to the header of a file with the one tensor x, which is [2].
func TestBadHeaders(t *testing.T) {
	const x = `"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}`
	at := func(pos int, message string) string {
		return "the header is damaged at byte " + strconv.Itoa(pos) + ": " + message
	}
	cases := []struct{ header, want string }{
		{``, at(0, "a { should stand here")},
		{`[]`, at(0, "a { should stand here")},
		{`{`, at(1, `a " should stand here`)},
		{`{` + x, at(53, "a , should stand here")},
		{`{` + x + `,}`, at(54, `a " should stand here`)},
		{`{` + x + `}}`, at(54, "nothing should follow")},
		{"{" + x + "}\x00", at(54, "nothing should follow")},
		{`{` + x + `,` + x + `}`, at(57, `"x" occurs twice`)},
		{`{"__metadata__":{"a":"","a":""},` + x + `}`, at(27, `"a" occurs twice`)},
		{`{"__metadata__":{"a":1},` + x + `}`, at(21, `a " should stand here`)},
		{`{"x" {}}`, at(5, "a : should stand here")},
		{`{"x":{}}`, at(7, `"x" lacks its dtype, shape or data_offsets`)},
		{`{"x":{"dtype":"F32","shape":[2]}}`, at(32, `"x" lacks its dtype, shape or data_offsets`)},
		{`{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}`, at(51, `"x" lacks its dtype, shape or data_offsets`)},
		{`{"x":{"dtyp":"F32"}}`, at(13, `"dtyp" is not known here`)},
		{`{"x":{"shape":[-2]}}`, at(15, "a natural number should stand here")},
		{`{"x":{"shape":[02]}}`, at(17, "a natural number should stand here")},
		{`{"x":{"shape":[2.0]}}`, at(16, "a , should stand here")},
		{`{"x":{"shape":[2e1]}}`, at(16, "a , should stand here")},
		{`{"\x":{}}`, at(2, "this is no escape sequence")},
		{`{"\u12g4":{}}`, at(2, "this is no escape sequence")},
		{`{"\u+123":{}}`, at(2, "this is no escape sequence")},
		{`{"\u12`, at(2, "this is no escape sequence")},
		{`{"\`, at(2, "this is no escape sequence")},
		{`{"\ud83d":{}}`, at(8, "this is no escape sequence")},
		{`{"\ud83d\u0041":{}}`, at(14, "an escape sequence is half of a pair")},
		{`{"\ude00\ud83d":{}}`, at(14, "an escape sequence is half of a pair")},
		{"{\"\xff\":{}}", at(4, "the string before is not UTF-8")},
		{"{\"a\nb\":{}}", at(3, "a string holds a control character")},
		{`{"x`, at(3, "a string has no end")},

		{`{"x":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}`,
			"x is stored as BF16, but only F32 and F64 can be read: convert the file"},
		{`{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}`, "the file is damaged: the shape of x does not fit its bytes"},
		{`{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}`, "the file is damaged: the shape of x does not fit its bytes"},
		{`{"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}`,
			"the file is damaged: its tensors overlap or leave a gap, at byte 0 of the data"},
		{`{` + x + `,"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`,
			"the file is damaged: its tensors overlap or leave a gap, at byte 8 of the data"},
		{`{` + x + `,"y":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}`,
			"the file is damaged: its tensors overlap or leave a gap, at byte 8 of the data"},
		{`{` + x + `,"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, "the file is damaged: x and y overlap"},
		{`{` + x + `,"y":{"dtype":"F32","shape":[1,0],"data_offsets":[8,8]}}`,
			"the file is damaged: the shape of y is empty or too large"},

		{`{` + x + `,"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}`,
			"the file has y, which is [1], but this network has no such tensor"},
		{`{}`, "the file has no x, which is [2] in this network"},
		{`{"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}`, "x is [2, 1] in the file, but [2] in this network"},
	}
	large := []struct{ header, want string }{
		{`{"x":{"shape":[9223372036854775808]}}`, at(33, "the number is too large")},
		{`{"x":{"shape":[99999999999999999999999999]}}`, at(33, "the number is too large")},
		{`{"x":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}`,
			"the file is damaged: the shape of x is empty or too large"},
		{`{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`,
			"the file is damaged: the shape of x is empty or too large"},
		{`{"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}`,
			"x is [1000000000000] in the file, but [2] in this network"},
	}
	if strconv.IntSize == 64 {
		cases = append(cases, large...)
	}
	for _, c := range cases {
		data := make([]float32, 2)
		err := ReadTensors(bytes.NewReader(file(c.header, make([]byte, 8)...)), "", []Tensor[float32]{{Name: "x", Shape: []int{2}, Data: data}})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n%v, want\n%s", c.header, err, c.want)
		}
	}
}
