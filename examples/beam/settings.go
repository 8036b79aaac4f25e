package main

import (
	"flag"
	"fmt"
	"strings"
)

// Settings say what to answer, and how. They travel to the workers as JSON.
type Settings struct {
	In        []string // files, or patterns of their names
	Out       string   // the folder for the answers
	Keep      []string // columns to pass through
	Format    string   // of the answers
	PartBytes int64    // how much of a plain file is answered at a time
}

// The formats of the answers, which are also how the names of their files end.
const (
	asCSV     = "csv"
	asParquet = "parquet"
)

func (s *Settings) flags(f *flag.FlagSet) {
	f.Func("in", "file of rows, or a pattern such as 'rows-*.csv.gz': CSV, or Parquet (may stand several times)", appendTo(&s.In))
	f.StringVar(&s.Out, "out", "", "folder for the answers")
	f.Func("keep", "column to pass through (may stand several times)", appendTo(&s.Keep))
	f.StringVar(&s.Format, "out-format", asCSV, "how to write the answers: csv, or parquet")
	f.Int64Var(&s.PartBytes, "part-bytes", 256<<20, "how much of a plain file is answered at a time")
}

func appendTo(list *[]string) func(string) error {
	return func(text string) error {
		*list = append(*list, text)
		return nil
	}
}

// check refuses settings that name nothing to do.
func (s *Settings) check() error {
	switch {
	case len(s.In) == 0:
		return fmt.Errorf("-in is missing: the files to answer")
	case s.Out == "":
		return fmt.Errorf("-out is missing: the folder for the answers")
	case s.Format != asCSV && s.Format != asParquet:
		return fmt.Errorf("-out-format %q: write %s or %s", s.Format, asCSV, asParquet)
	case s.PartBytes < 1:
		return fmt.Errorf("-part-bytes must be at least 1")
	}
	s.Out = strings.TrimRight(s.Out, "/")
	return nil
}
