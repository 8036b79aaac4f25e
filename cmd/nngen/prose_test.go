package main

import "testing"

// TestFolded: lines fit where words do, nothing is lost, and tables stay as they are.
func TestFolded(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"short\n", "short\n"},
		{"exactly te\n", "exactly te\n"},
		{"exactly ten\n", "exactly\nten\n"},
		{"é è à ù â ê ô\n", "é è à ù â\nê ô\n"},
		{"one line and\nanother, no end", "one line\nand\nanother,\nno end"},
		{"averylongword and more\n", "averylongword\nand more\n"},
		{"   a  table  row  \n", "   a  table  row  \n"},
		{"", ""},
	} {
		if got := folded(c.text, 10); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
