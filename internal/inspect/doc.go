// Package inspect shows what a spec compiles to: the layers with their shapes, sizes and kernels, the totals, and what
// a training step needs. A Report is printed as a table, as JSON, as a graph for graphviz, or as a picture.
package inspect
