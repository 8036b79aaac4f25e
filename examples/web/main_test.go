//go:build !js

package main

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/nngen/nngen/examples/mnist/mnist"
	"github.com/nngen/nngen/internal/browser"
	"github.com/nngen/nngen/internal/thorough"
)

// seven is the ink of a square of 100 pixels with a bar and a leg, anywhere and of any size.
func seven(left, top, size int) []byte {
	ink := make([]byte, 100*100)
	blot := func(x, y int) {
		for dy := range size / 7 {
			for dx := range size / 7 {
				ink[(top+y+dy)*100+left+x+dx] = 255
			}
		}
	}
	for k := range size {
		blot(k*4/5, 0)
		blot(size*4/5-k*size*2/5/size, k)
	}
	return ink
}

// TestInput: where a digit is drawn and how large makes no difference.
func TestInput(t *testing.T) {
	for _, ink := range [][]byte{seven(5, 5, 70), seven(40, 30, 50), seven(2, 50, 35)} {
		x, drawn := input(ink)
		if y := mnist.Pretrained().Forward(&x); !drawn || y[7] < 0.9 {
			t.Errorf("%v %.2f", drawn, y)
		}
	}
	if _, drawn := input(make([]byte, 100*100)); drawn {
		t.Error("nothing is a drawing")
	}
}

// TestPage opens the page in a browser, which draws a seven and reads it.
func TestPage(t *testing.T) {
	thorough.Only(t)
	handler, err := build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	page := browser.DOM(t, server.URL+"/#example")
	if !strings.Contains(page, "<output>7</output>") || !regexp.MustCompile(`\d ms</p>`).MatchString(page) {
		t.Errorf("the page shows\n%s", page)
	}
}
