package main

import (
	"syscall/js"

	"github.com/nngen/nngen/examples/mnist/mnist"
)

// main gives the page the function classify: of the ink of a square drawing, a Uint8Array, it returns the probability of each digit, or
// null where nothing is drawn.
func main() {
	model := mnist.Pretrained()
	js.Global().Set("classify", js.FuncOf(func(_ js.Value, args []js.Value) any {
		ink := make([]byte, args[0].Length())
		js.CopyBytesToGo(ink, args[0])
		x, drawn := input(ink)
		if !drawn {
			return nil
		}
		var probabilities []any
		for _, p := range model.Forward(&x) {
			probabilities = append(probabilities, p)
		}
		return probabilities
	}))
	select {}
}
