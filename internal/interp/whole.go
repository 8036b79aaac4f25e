package interp

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// SetWhole names the weights that a model keeps as whole numbers: what Forward multiplies with them is rounded to whole numbers as well,
// of steps that are the largest magnitude in a row divided by 127. Training does not.
func (m *Machine) SetWhole(names map[string]bool) { m.whole = names }

// nearHalf is how close to the middle between two whole numbers an entry may be for float32 to round it to the other, in steps.
const nearHalf = 5e-4

// BetweenSteps reports whether an entry that the last Forward rounded was that close to the middle.
func (m *Machine) BetweenSteps() bool { return m.between }

// rounded returns A as the product with the weights W takes it.
func (m *Machine) rounded(W, A *value) *mat.Dense {
	a := A.rows()
	if !m.forward || !m.whole[W.buf.Name] {
		return a
	}
	a = mat.DenseCopyOf(a)
	rows, _ := a.Dims()
	for r := range rows {
		m.roundRow(a.RawRowView(r))
	}
	return a
}

func (m *Machine) roundRow(row []float64) {
	step := 0x1p-100 / 127
	for _, v := range row {
		step = max(step, math.Abs(v)/127)
	}
	for i, v := range row {
		q := v / step
		m.between = m.between || math.Abs(q-math.Floor(q)-0.5) < nearHalf
		row[i] = math.RoundToEven(q) * step
	}
}
