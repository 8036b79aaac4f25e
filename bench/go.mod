module github.com/nngen/nngen/bench

go 1.26
