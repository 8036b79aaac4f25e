package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/nngen/nngen/internal/profile"
	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/internal/starter"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

// beginTable writes the spec of a new model for a table, or nothing.
func beginTable(o profile.Options, stdout io.Writer) error {
	file := starter.File{Name: o.Model + ".yaml"}
	if _, err := os.Lstat(file.Name); err == nil {
		return errThere(file.Name)
	}
	shown := o.Data
	if err := readable(shown); err != nil {
		return fmt.Errorf("the data cannot be read from %s: %s", shown, reason(err))
	}
	if train.HoldsArrays(shown) {
		return fmt.Errorf("init writes specs for CSVs, but %s holds arrays: docs/data.md tells what to write for these", shown)
	}
	t, err := profile.Read(shown, shown)
	if err != nil {
		return err
	}
	o.Data = filepath.ToSlash(shown)
	p, err := profile.NewPlan(t, o)
	if err != nil {
		return err
	}
	if file.Data, err = p.Spec(); err != nil {
		return err
	}
	if err := createAll([]starter.File{file, {Name: schema.FileName, Data: schema.JSON()}}); err != nil {
		return err
	}
	return reportTable(p, stdout)
}

func errThere(file string) error {
	return fmt.Errorf("%s is there already, and init overwrites nothing: remove it, or use another name", file)
}

// reportTable says what was found, and what to do next.
func reportTable(p *profile.Plan, stdout io.Writer) error {
	var s strings.Builder
	t := p.Target
	fmt.Fprintf(&s, "%s.yaml is the spec for %s: %s, %s.\n", p.Model, p.Table.File, words.Count(p.Table.Rows, "row"), words.Count(len(p.Table.Columns), "column"))
	why := ""
	if p.Options.Target == "" {
		why = ", the last column (--target names another)"
	}
	fmt.Fprintf(&s, "The target is %s%s: %s.\n", t.Title(), why, p.Asked())
	if left := p.Table.Rows - p.Rows; left > 0 {
		fmt.Fprintf(&s, "%s will be left out, since the target is missing there.\n", words.Count(left, "row"))
	}
	fmt.Fprintf(&s, "The network sees %s.\n", words.Count(len(p.Inputs), "column"))
	if len(p.Left) > 0 {
		s.WriteString("Left out:\n")
		for i, in := range p.Left {
			if i == mostLeft && len(p.Left) > mostLeft+1 {
				fmt.Fprintf(&s, "  and %d more, which the comments of %s.yaml name\n", len(p.Left)-i, p.Model)
				break
			}
			fmt.Fprintf(&s, "  %s: %s\n", in.Title(), in.Reason)
		}
	}
	fmt.Fprintf(&s, `
Next:
  %[2]s check %[1]s.yaml --data  reads all rows as training will
  %[2]s train %[1]s.yaml         trains it
  %[2]s eval %[1]s.yaml --weights trained/%[1]s.safetensors  scores it
`, p.Model, called)
	_, err := io.WriteString(stdout, s.String())
	return err
}

// mostLeft is how many columns that are left out are listed.
const mostLeft = 20
