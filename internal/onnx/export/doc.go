// Package export writes a model as ONNX: the network of a spec with its weights, its normalization included.
package export
