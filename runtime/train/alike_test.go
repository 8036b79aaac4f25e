package train

import (
	"strings"
	"testing"
)

func TestAlike(t *testing.T) {
	names := []string{"größe", "Weinho\u0308he", "cafe\u0301", "naïve", "resume"}
	for word, want := range map[string]string{
		"gro\u0308ße": "größe", "Weinhöhe": "Weinho\u0308he", "café": "cafe\u0301", "nai\u0308ve": "naïve",
		"größe": "", "grosse": "", "groß": "", "re\u0301sume\u0301": "", "caf": "", "": "", "\u0301": "",
	} {
		if got := alike(word, names); got != want {
			t.Errorf("%q looks like %q, want %q", word, got, want)
		}
	}
	job := flowers()
	job.Labels = []string{"ro\u0302se", "tulip", "lily"}
	_, err := parsePairs(job, "length,width,kind\n1,2,rôse\n")
	if err == nil || !strings.Contains(err.Error(), `is no label; "ro\u0302se" looks the same, but is written with other characters: save both as NFC`) {
		t.Error(err)
	}
}
