package words

import "testing"

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 units", 1: "1 unit", 8: "8 units"} {
		if got := Count(n, "unit"); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"größe", "grösse", 2},
		{"lenght", "length", 1}, {"ca", "abc", 3}, {"ab", "ba", 1}, {"abcd", "badc", 2},
	} {
		if got := Distance([]rune(test.a), []rune(test.b)); got != test.want {
			t.Errorf("from %q to %q it is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
