package crew

// Ceil is a/b, rounded up.
func Ceil(a, b int) int { return (a + b - 1) / b }

// Evenly is how many of n each of some parts has, in whole units.
func Evenly(n, parts, unit int) int { return Ceil(Ceil(n, parts), unit) * unit }
