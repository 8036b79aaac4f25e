// Package eval computes graphs of ONNX node by node in float64, by the standard's texts: https://onnx.ai/onnx/operators/.
//
// It is the second reader of what a model means. The lowering to nngen's vocabulary is held against it on import, so it
// shares no code with that. Numbers of floating point are float64 whatever type the file says, and a Cast between such types
// changes nothing; integers are int64, checked against their types.
package eval
