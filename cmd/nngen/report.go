package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/nngen/nngen/internal/report"
	"github.com/nngen/nngen/internal/scratch"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/train"
)

// reportFlag is the flag --report of a command.
type reportFlag struct {
	path string
	cmd  *cobra.Command // that has it
}

func (f *reportFlag) add(cmd *cobra.Command) {
	f.cmd = cmd
	cmd.Flags().StringVar(&f.path, "report", "", "HTML file to write with charts, measures and warnings")
	must(cmd.MarkFlagFilename("report", "html"))
}

// reporter collects what a report tells. It is nil where none is asked for.
type reporter struct {
	path string
	run  report.Run
}

// begin finds out before the work whether the report can be written after it, and asks the job for what it needs.
func (f *reportFlag) begin(l loaded, job *train.Job) (*reporter, error) {
	if f.cmd == nil || !f.cmd.Flags().Changed("report") {
		return nil, nil
	}
	if err := reportable(f.path); err != nil {
		return nil, refuse(fmt.Errorf("the report cannot be written to %s: %w", f.path, err))
	}
	job.Report = true
	r := &reporter{path: f.path, run: report.Run{Spec: l.spec, Source: l.src, Command: again(f.cmd, l), Weights: job.OutShown, Files: []report.File{{Holds: "data", Name: job.DataShown, Path: job.Data}}}}
	if job.TargetFile != "" {
		r.run.Files = append(r.run.Files, report.File{Holds: "targets", Name: job.TargetFileShown, Path: job.TargetFile})
	}
	for _, p := range l.problems {
		r.run.See(train.Event{Event: train.EventWarning, Message: strings.TrimSuffix(p.Message+"; "+p.Hint, "; ")})
	}
	return r, nil
}

// reportable returns an error if there is anything at path but a report of nngen, or an empty file, and if nothing can be
// written there.
func reportable(path string) error {
	if path == dash {
		return errDash
	}
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return canWrite(filepath.Dir(path))
	case err != nil:
		return errors.New(reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return errors.New(reason(err))
	case info.IsDir():
		return errors.New("that is a folder")
	case !info.Mode().IsRegular():
		return errors.New("that is no regular file")
	}
	text := make([]byte, report.HeadSize)
	if n, err := io.ReadFull(f, text); n > 0 && (err != nil || !report.Is(text)) {
		return errors.New("there is a file that is no report of nngen, and it would be lost; give another name")
	}
	return canWrite(filepath.Dir(path))
}

// canWrite finds out whether files can be made in a folder.
func canWrite(dir string) error {
	probe, err := scratch.File(dir)
	if err != nil {
		return errors.New(reason(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// again is the command line that does the same from the beginning.
func again(cmd *cobra.Command, l loaded) string {
	line := cmd.CommandPath() + " " + shellQuote(l.path)
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch {
		case f.Name == "resume":
		case f.Value.Type() == "bool":
			line += " --" + f.Name
		default:
			line += " --" + f.Name + " " + shellQuote(f.Value.String())
		}
	})
	return line
}

// see takes in an event.
func (r *reporter) see(e train.Event) {
	if r != nil {
		r.run.See(e)
	}
}

// write writes the report of a run that came to a result.
func (r *reporter) write() error {
	if r == nil || !r.run.Complete() {
		return nil
	}
	for i := range r.run.Files {
		f := &r.run.Files[i]
		f.Sum = sumOf(f.Path)
	}
	err := nn.SaveFile(r.path, r.run.Write)
	if err != nil {
		err = fmt.Errorf("the report cannot be written: %w", err)
	}
	return refuse(err)
}

// sumOf is the SHA-256 of a file, or nothing of one that can be read only once.
func sumOf(path string) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
