module github.com/nngen/nngen/bench/peers/gonum

go 1.26

require (
	github.com/nngen/nngen/bench v0.0.0
	gonum.org/v1/gonum v0.17.0
)

replace github.com/nngen/nngen/bench => ../..
