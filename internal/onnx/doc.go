// Package onnx reads and writes models in the Open Neural Network Exchange format: https://onnx.ai/onnx/repo-docs/IR.html.
//
// Decode turns the bytes of a file into a Model, field by field of onnx.proto; Read also finds data that lies in files
// beside it. Flatten makes of a model one plain graph: functions inlined, constants among the initializers, nodes in an
// order in which they can be computed. What it means is said by the packages below: eval computes it, lower says it in
// nngen's vocabulary. Nothing here is linked by generated packages.
package onnx
