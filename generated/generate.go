// Package generated holds the packages that nngen builds from the specs in examples/specs, with the weights that were
// trained on examples/data. A test keeps them up to date.
package generated

//go:generate go run ../cmd/nngen build ../examples/specs/*.yaml -o .
//go:generate go run ../cmd/nngen export ../examples/specs/penguins.yaml --format beam -o ../examples/beam --replace ../..
