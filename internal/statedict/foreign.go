package statedict

import (
	"bytes"
	"regexp"
)

// Foreign is an error about a file of another kind: what it is, and what makes one of it that can be read.
type Foreign string

// Error is what the file is.
func (f Foreign) Error() string { return string(f) }

// Convert is the line of Python that makes a file of safetensors of one that PyTorch pickled.
const Convert = `python -c "import sys, torch; from safetensors.torch import save_file; save_file({k: v.contiguous() for k, v in torch.load(sys.argv[1], map_location='cpu', weights_only=True).items()}, sys.argv[2])" pytorch_model.bin model.safetensors`

// What is taken for a model or its weights.
const (
	ErrPickle  Foreign = "this is a file of Python's pickle, which is a program and is not run here. Convert it with\n  " + Convert
	errObjects Foreign = "this is a file of Python's pickle, which is a program and is not run here: export the model as ONNX, one of scikit-learn with skl2onnx"
	errKeras   Foreign = "this is a model of Keras: export it as ONNX: model.export(\"model.onnx\", format=\"onnx\")"
	errLite    Foreign = "this is a model of TensorFlow Lite: convert it to ONNX with python -m tf2onnx.convert --tflite MODEL --output model.onnx"
	errPointer Foreign = "this is a pointer of Git LFS in the place of the file: git lfs pull fetches that"
	errPage    Foreign = "this is a web page in the place of the file: download that in its raw form"
)

var page = regexp.MustCompile(`(?i)^\s*<(!doctype\s+html|html)\b`)

// foreign tells a file of another kind by how it begins; nil where it may be one of safetensors.
func foreign(content []byte) error {
	head := content[:min(len(content), 1<<12)]
	begins := func(mark string) bool { return bytes.HasPrefix(head, []byte(mark)) }
	// A header of 640 bytes has a length that looks like the beginning of a pickle, but behind it a brace.
	brace := len(head) > 8 && head[8] == '{' && head[7] == 0
	switch {
	case begins("PK\x03\x04") && bytes.Contains(head, []byte("metadata.json")), begins("\x89HDF\r\n\x1a\n"):
		return errKeras
	case begins("PK\x03\x04"), begins("\x80\x02") && !brace: // PyTorch writes its pickle plain or in a zip file
		return ErrPickle
	case (begins("\x80\x03") || begins("\x80\x04") || begins("\x80\x05")) && !brace:
		return errObjects
	case len(head) > 8 && string(head[4:8]) == "TFL3":
		return errLite
	case begins("version https://git-lfs.github.com/spec/"):
		return errPointer
	case page.Match(head):
		return errPage
	}
	return nil
}
