package main

import (
	"math"

	"github.com/nngen/nngen/examples/mnist/mnist"
)

// side is that of an image of MNIST, and body how much of it a digit takes.
const side, body = 28, 20

// input is a drawing as MNIST has digits: scaled so that its longer side is body pixels, with the center of mass in the middle. The
// ink of a square of pixels is from 0 to 255, row by row. It is false where nothing is drawn.
func input(ink []byte) (x mnist.Input, drawn bool) {
	width := int(math.Sqrt(float64(len(ink))))
	left, top, right, bottom := width, width, 0, 0
	var mass, sumX, sumY float64
	for i, v := range ink {
		if v == 0 {
			continue
		}
		px, py, m := i%width, i/width, float64(v)
		left, right, top, bottom = min(left, px), max(right, px+1), min(top, py), max(bottom, py+1)
		mass, sumX, sumY = mass+m, sumX+m*(float64(px)+0.5), sumY+m*(float64(py)+0.5)
	}
	if mass == 0 {
		return x, false
	}
	scale := float64(max(right-left, bottom-top)) / body // pixels of the drawing for one of the image
	fromX, fromY := sumX/mass-scale*side/2, sumY/mass-scale*side/2
	for i := range x.Image {
		x.Image[i] = mean(ink, width, fromX+scale*float64(i%side), fromY+scale*float64(i/side), scale)
	}
	return x, true
}

// mean is the mean ink of a square, of the pixels whose centers lie in it.
func mean(ink []byte, width int, x, y, size float64) float32 {
	sum, n := 0.0, 0
	for py := int(math.Ceil(y - 0.5)); float64(py)+0.5 < y+size; py++ {
		for px := int(math.Ceil(x - 0.5)); float64(px)+0.5 < x+size; px++ {
			n++
			if px >= 0 && px < width && py >= 0 && py < width {
				sum += float64(ink[py*width+px])
			}
		}
	}
	return float32(sum / float64(max(n, 1)))
}
