package profile

import (
	"slices"
	"strings"
	"testing"
)

func TestTypes(t *testing.T) {
	for name, c := range map[string]struct {
		texts []string
		want  string // type and values, or the reason
	}{
		"numbers":           {each(50, "%d.5"), "number"},
		"exponents":         {cycle(50, "1e3", "-2.5E-2", "7", "8", "9", ".5"), "number"},
		"one number often":  {append(cycle(47, "0"), "1.5", "2.5", "3"), "number"},
		"0 and 1":           {cycle(50, "0", "1", "1"), "bool"},
		"0 and 1 with gaps": {cycle(50, "0", "1", "NA", ""), "bool"},
		"words":             {cycle(50, "yes", "no"), "bool"},
		"letters":           {cycle(50, "T", "F"), "bool"},
		"a word alone":      {cycle(50, "yes", "maybe"), "category maybe yes"},
		"mixed pair":        {cycle(50, "yes", "0"), "category 0 yes"},
		"texts":             {cycle(50, "b", "a", "c"), "category a b c"},
		"codes":             {cycle(50, "3", "1", "10"), "category 1 3 10"},
		"few rows a code":   {cycle(20, "3", "1", "10"), "number"},
		"padded codes":      {cycle(50, "01067", "80331", "04103", "01067"), "category 01067 04103 80331"},
		"padded days":       {cycle(60, "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"), "category 01 02 03 04 05 06 07 08 09 10 11 12"},
		"padded, different": {each(50, "0%02d00"), "number"},
		"of other widths":   {cycle(50, "0110", "810", "0210"), "number"},
		"padded and below":  {cycle(50, "01", "-2", "03"), "number"},
		"below 0":           {cycle(50, "-1", "1", "2"), "number"},
		"years":             {cycle(50, "1999", "2001", "2005"), "number"},
		"rare values":       {append(cycle(46, "a", "b"), "c", "c", "d", "e"), "category a b +3"},
		"dates":             {cycle(50, "2020-01-31", "2021-02-28"), "date 2006-01-02 year month weekday"},
		"days of a month":   {cycle(50, "2020-01-31", "2020-01-02"), "date 2006-01-02 day weekday"},
		"first of a year":   {cycle(50, "2020-01-01", "2021-01-01"), "date 2006-01-02 year"},
		"times":             {cycle(50, "2020-01-31 10:00", "2020-01-31 12:30"), "date 2006-01-02 15:04 hour"},
		"day first":         {cycle(50, "31/01/2020", "01/02/2020"), "date 02/01/2006 month weekday"},
		"month first":       {cycle(50, "1/31/20", "2/1/20"), "date 1/2/06 month weekday"},
		"either first":      {cycle(50, "01/02/2020", "03/04/2020"), "date 01/02/2006 month weekday ?"},
		"eight digits":      {cycle(50, "20200131", "20210228"), "date 20060102 year month weekday"},
		"fourteen digits":   {cycle(50, "20200131101112", "20210228121314"), "date 20060102150405 year month weekday hour"},
		"zones":             {cycle(50, "2020-01-31 10:00:00.25+00", "2020-01-31 12:00:00+00"), "date 2006-01-02 15:04:05Z07 hour"},
		"a zone by name":    {cycle(50, "2020-01-31 10:00:00 UTC", "2020-01-31 12:00:00 UTC"), "date 2006-01-02 15:04:05 UTC hour"},
		"of a header":       {cycle(50, "Fri, 31 Jan 2020 10:00:00 GMT", "Sat, 01 Feb 2020 10:00:00 GMT"), "date Mon, 02 Jan 2006 15:04:05 GMT month weekday"},
		"words for days":    {cycle(50, "Friday, January 31, 2020", "Saturday, February 1, 2020"), "date Monday, January 2, 2006 month weekday"},
		"basic":             {cycle(50, "20200131T101112", "20200131T121314"), "date 20060102T150405 hour"},
		"no years":          {cycle(50, "50201231", "50211201"), "number"},
		"one date":          {cycle(50, "2020-01-31"), "it is 2020-01-31 in every row"},
		"seconds":           {cycle(50, "2020-01-31 10:00:01", "2020-01-31 10:00:59"), "its dates do not differ in year, month, day or hour"},
		"constant":          {cycle(50, "x"), "it is x in every row"},
		"constant or gap":   {cycle(50, "x", ""), "category x"},
		"no value":          {cycle(50, "", "NA", "null"), "it holds no value"},
		"two values":        {append(cycle(48, ""), "a", "b"), "only 2 rows have a value"},
		"row numbers":       {each(50, "%d"), "a different integer in every row, close together: it numbers the rows"},
		"from 1000":         {each(50, "1%03d"), "a different integer in every row, close together: it numbers the rows"},
		"far integers":      {each(50, "%d000"), "number"},
		"names":             {each(50, "n%d"), "50 different texts in 50 rows"},
		"prose":             {cycle(50, strings.Repeat("word ", 30), "short"), "texts of up to 149 bytes"},
		"a unit now and then": {append(each(40, "%d.5"), "3 kg", "NA", "4 kg"),
			"40 values are numbers, but 2 values are not (3 kg, 4 kg): make them numbers, or leave them empty"},
		"money":                   {each(50, "$%d,250.50"), `no numbers as they are written: "$0,250.50": it has a comma between its digits; write 0250.50`},
		"shares":                  {each(50, "%d %%"), `no numbers as they are written: "0 %": it has a % sign; write 0, or its hundredth, the same way in every row`},
		"shares, often":           {cycle(60, "0%", "1%", "2%", "3%", "4%", "5%", "6%", "7%", "8%", "9%", "10%", "11%"), "category 0% 1% 10% 11% 2% 3% 4% 5% 6% 7% 8% 9%"},
		"postal codes":            {each(50, "K-%d"), "50 different texts in 50 rows"},
		"question marks":          {append(each(40, "%d.5"), "?", "?"), "number"},
		"dashes":                  {append(each(40, "%d.5"), "-", "n/a"), "number"},
		"errors of a spreadsheet": {append(each(40, "%d.5"), "#DIV/0!", "#REF!", "#VALUE!"), "number"},
		"nulls of a database":     {append(each(40, "%d.5"), "\\N", "(null)"), "number"},
		"errors in German":        {append(each(40, "%d.5"), "#NV", "#WERT!", "#ZAHL!"), "number"},
		"errors in Spanish":       {append(cycle(60, "a", "b"), "#¡VALOR!", "#N/D"), "category a b"},
		"no dates of a database":  {append(cycle(50, "2020-01-31", "2021-02-28"), "0000-00-00"), "date 2006-01-02 year month weekday"},
		"no times of a database":  {append(cycle(50, "2020-01-31 10:00:00", "2020-01-31 12:30:00"), "0000-00-00 00:00:00"), "date 2006-01-02 15:04:05 hour"},
		"a dash among texts":      {cycle(60, "-", "a", "b"), "category - a b"},
	} {
		t.Run(name, func(t *testing.T) {
			in := choose(column(t, c.texts))
			got := in.Type
			switch {
			case in.Reason != "":
				got = in.Reason
			case in.Type == "date":
				got += " " + in.Format + " " + strings.Join(in.Parts, " ")
				if in.Doubt {
					got += " ?"
				}
			case len(in.Values) > 0:
				got += " " + strings.Join(in.Values, " ")
				if in.Pooled > 0 {
					got += " +" + string(rune('0'+in.Pooled))
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestNotesTexts: a category of what could be numbers says so.
func TestNotesTexts(t *testing.T) {
	in := choose(column(t, append(each(20, "%d%%"), append(each(20, "%d%%"), each(20, "%d%%")...)...)))
	if want := `texts, and no numbers: "0%": it has a % sign; write 0, or its hundredth, the same way in every row`; in.Type != "category" || in.Comment != want {
		t.Errorf("%s, %q", in.Type, in.Comment)
	}
	if in := choose(column(t, append(each(20, "v%d"), append(each(20, "v%d"), each(20, "v%d")...)...))); in.Comment != "" {
		t.Errorf("%q", in.Comment)
	}
}

// TestGaps: which words mean a gap depends on what else the column holds, and they are the same for all columns.
func TestGaps(t *testing.T) {
	tab := table(t, "a,b,c,d\n"+strings.Repeat("?,x,-,1\n2.5,?,u,-\n3.5,y,v,2\n", 20))
	if !slices.Equal(tab.Missing, []string{"-", "?"}) {
		t.Errorf("%q", tab.Missing)
	}
	for i, want := range []int{20, 20, 20, 20} {
		if got := tab.Columns[i].Missing; got != want {
			t.Errorf("column %d: %d gaps, want %d", i, got, want)
		}
	}
}

// TestDecimalCommas: found out from the columns, not from the separator alone.
func TestDecimalCommas(t *testing.T) {
	for text, want := range map[string]byte{
		"a;b\n" + strings.Repeat("1,5;2\n", 20):                  ',',
		"a;b\n" + strings.Repeat("1.5;2\n", 20):                  '.',
		"a;b\n" + strings.Repeat("15;2\n", 20):                   '.',
		"a,b\n" + strings.Repeat("\"1,5\",2\n", 9):               '.',
		"a,b\n" + strings.Repeat("\"1,5\",\"2,25\"\n", 9):        ',', // both columns
		"a,b,c\n" + strings.Repeat("\"1,5\",\"2,25\",0.5\n", 9):  '.',
		"a,b,c\n" + strings.Repeat("\"1,500\",\"2,250\",7\n", 9): '.', // thousands, in English
		"a;b\n" + strings.Repeat("1.500;2,5\n999;1,25\n", 9):     ',', // thousands, in German
		"a;b\n" + strings.Repeat("1,500;2.5\n1,999;1.25\n", 9):   '.', // in English
		"a;b\n" + strings.Repeat("1,500;2\n1,999;1\n", 9):        ',', // as likely decimals
		"a;b;c\n" + strings.Repeat("1.500;2.500;0,250\n", 9):     ',', // no thousands begin with 0
		"a;b;c\n" + strings.Repeat("1234.500;2,500;3,250\n", 9):  '.', // nor end behind four digits
		"a;b\n" + strings.Repeat("-1,500;2\n+1,25;1\n", 9):       ',',
	} {
		if got := table(t, text).Decimal; got != want {
			t.Errorf("%q: %c, want %c", text[:12], got, want)
		}
	}
}

// TestThousands: numbers whose points or commas could all group thousands are read as decimals, and their comment says so.
func TestThousands(t *testing.T) {
	const doubt = "; read with a point before three decimals, which could also group thousands: look at some"
	for first, want := range map[string]string{
		"1.900":   "1.25 to 1.9" + doubt,
		"+12.900": "1.25 to 12.9" + doubt,
		"900":     "1.25 to 900" + doubt,
		"0.900":   "0.9 to 1.5",
		"1.9":     "1.25 to 1.9",
		"1900.5":  "1.25 to 1900.5",
	} {
		if in := choose(column(t, append(cycle(49, "1.250", "1.500"), first))); in.Comment != want {
			t.Errorf("%s: %q, want %q", first, in.Comment, want)
		}
	}
}

// TestCountsOutliveTheirBlock: a text is counted as it was, when the memory that it was read into holds another one.
func TestCountsOutliveTheirBlock(t *testing.T) {
	var s strings.Builder
	s.WriteString("c,n\n")
	words, want := []string{"abcd", "efgh", "ijkl"}, map[string]int{}
	r := random()
	for range 100_000 {
		w := words[r.IntN(3)]
		want[w]++
		s.WriteString(w + "," + "1.5\n")
	}
	c := table(t, s.String()).Columns[0]
	for w, n := range want {
		if got := c.counts[w]; got == nil || *got != n {
			t.Errorf("%s: %v, want %d", w, got, n)
		}
	}
	if len(c.counts) != 3 {
		t.Errorf("%d texts", len(c.counts))
	}
}

// TestManyTexts: memory is bounded by what is counted, and what is not counted is still told.
func TestManyTexts(t *testing.T) {
	in := choose(column(t, each(mostTexts+5_000, "n%d")))
	if in.Reason != "more than 20000 different texts in 25000 rows" || len(in.counts) > mostTexts+1 {
		t.Errorf("%s, %d counted", in.Reason, len(in.counts))
	}
	texts := append(each(600, "v%d"), each(600, "v%d")...)
	in = choose(column(t, append(texts, each(600, "v%d")...)))
	if len(in.Values) != mostValues || in.Pooled != 600-mostValues {
		t.Errorf("%d values, %d others: %s", len(in.Values), in.Pooled, in.Reason)
	}
	if got, want := new(Plan).remark(in), "344 more values in fewer rows than these: unknown"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
