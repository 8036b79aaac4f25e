package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestAVX2Registers holds that no function for AVX2 names a register that only AVX-512 has. The allocator of avo does
// not know the difference.
func TestAVX2Registers(t *testing.T) {
	other := regexp.MustCompile(`\b([XY](1[6-9]|2[0-9]|3[01])|Z[0-9]+|K[0-7])\b`)
	for _, s := range sources {
		text := string(s.render()[s.pkg+"/"+s.name+"_amd64.s"])
		for _, function := range strings.Split(text, "\nTEXT ")[1:] {
			name, body, _ := strings.Cut(function, "(SB)")
			if found := other.FindString(body); found != "" && strings.HasSuffix(name, "AVX2") {
				t.Errorf("%s: %s uses %s", s.name, name, found)
			}
		}
	}
}
