module github.com/nngen/nngen/bench/peers/ort

go 1.26

require (
	github.com/nngen/nngen/bench v0.0.0
	github.com/yalue/onnxruntime_go v1.27.0
)

replace github.com/nngen/nngen/bench => ../..
