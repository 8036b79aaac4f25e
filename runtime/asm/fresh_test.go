package main

import (
	"bytes"
	"os"
	"testing"
)

// TestFresh holds that what is committed is what this program writes.
func TestFresh(t *testing.T) {
	for name, want := range files() {
		got, err := os.ReadFile(dir + name)
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is out of date: run go run . in this folder", name)
		}
	}
}
