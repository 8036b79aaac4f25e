// Package encode has the kernels that make of rows as they stand in the data what the layers of a network take.
package encode
