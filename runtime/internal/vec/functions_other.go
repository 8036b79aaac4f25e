//go:build purego || !(amd64 || arm64)

package vec

import "github.com/nngen/nngen/runtime/internal/elem"

func f32Sin(y, x []float32) { apply(y, x, elem.Sin32) }

func f32Cos(y, x []float32) { apply(y, x, elem.Cos32) }
