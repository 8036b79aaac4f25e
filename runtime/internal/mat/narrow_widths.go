package mat

// Narrow32 and Narrow64 are how many units a narrow layer has at most, in float32 and in float64.
const (
	Narrow32 = 64 / 4
	Narrow64 = 64 / 8
)
