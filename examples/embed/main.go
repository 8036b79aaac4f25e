// Command embed shows a generated model inside another program: it takes four measurements of a flower and prints
// which iris it is. The weights are in the binary; there is nothing to install beside it.
//
//	go run ./examples/embed 5.1 3.5 1.4 0.2
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/nngen/nngen/generated/iris"
)

func main() {
	x, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	model := iris.Pretrained()
	fmt.Println(model.Classify(x))
	for class, p := range model.Forward(x) {
		fmt.Printf("  %-12s %.4f\n", iris.Class(class), p)
	}
}

// parse reads one number for each input.
func parse(args []string) (*iris.Input, error) {
	if len(args) != iris.NumInputs {
		return nil, fmt.Errorf("usage: embed SEPAL_LENGTH SEPAL_WIDTH PETAL_LENGTH PETAL_WIDTH (in cm)")
	}
	x := new(iris.Input)
	for i, arg := range args {
		v, err := strconv.ParseFloat(arg, 32)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", arg)
		}
		x[i] = float32(v)
	}
	return x, nil
}
