package parse

import "testing"

// TestValuesComeBeforeGaps: a listed value wins over the texts that mean that there is none, and so does a word of the
// type; of numbers any can be such a text.
func TestValuesComeBeforeGaps(t *testing.T) {
	countries := NewValues([]string{"EU", "NA", ""})
	codes := NewValues([]string{"0", "1"})
	gaps := []string{"", "NA", "0", "no", "-999", "2024-01-01"}
	for name, test := range map[string]struct{ got, want Fault }{
		"a listed NA":       {faultOf(countries.Read("NA", gaps)), OK},
		"a listed nothing":  {faultOf(countries.Read(" ", gaps)), OK},
		"a listed 0":        {faultOf(codes.Read("0.0", gaps)), OK},
		"NA, not listed":    {faultOf(codes.Read(" NA ", gaps)), Missing},
		"neither":           {faultOf(codes.Read("2", gaps)), Unlisted},
		"a word":            {faultOf(ReadBool("no", gaps)), OK},
		"a bit":             {faultOf(ReadBool("0", gaps)), OK},
		"no word":           {faultOf(ReadBool("NA", gaps)), Missing},
		"another word":      {faultOf(ReadBool("maybe", gaps)), NoBool},
		"a date":            {faultOf(ReadDate("2024-01-01", "2006-01-02", gaps)), OK},
		"no date":           {faultOf(ReadDate("", "2006-01-02", gaps)), Missing},
		"another date":      {faultOf(ReadDate("01/02/2024", "2006-01-02", gaps)), NoDate},
		"a number":          {faultOf(ReadNumber[float32]("1", gaps)), OK},
		"a number as a gap": {faultOf(ReadNumber[float32]("-999", gaps)), Missing},
		"no number":         {faultOf(ReadNumber[float32]("NA", gaps)), Missing},
		"a text":            {faultOf(ReadNumber[float32]("a", gaps)), NoNumber},
		"a large number":    {faultOf(ReadNumber[float32]("1e39", gaps)), OutOfRange},
	} {
		if test.got != test.want {
			t.Errorf("%s: fault %d, want %d", name, test.got, test.want)
		}
	}
}

func faultOf[T any](_ T, fault Fault) Fault { return fault }
