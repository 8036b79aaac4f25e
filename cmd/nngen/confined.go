package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// confine gives the commands that read a spec the flag --confined: paths in the spec then stay in its folder. What the
// command line names is the user's own, and free.
func confine(commands []*cobra.Command) {
	for _, cmd := range commands {
		confined := cmd.Flags().Bool("confined", false, "refuse specs that name files outside their folder")
		cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
			if !*confined {
				return nil
			}
			return confineAll(args, cmd.ErrOrStderr())
		}
	}
}

func confineAll(args []string, stderr io.Writer) error {
	paths, err := expand(args)
	if err != nil {
		return err
	}
	bad := false
	for _, path := range paths {
		l := load(path)
		if l.spec == nil {
			continue // the command says why
		}
		list := strays(l.spec)
		diag.Render(stderr, l.src, list)
		bad = bad || len(list) > 0
	}
	if bad {
		return errSaid
	}
	return nil
}

// strays are the files of a spec, named or written without being named, that lie outside its folder.
func strays(s *spec.Spec) diag.List {
	const hint = "--confined allows the folder of the spec and what is in it: move the file there, or leave the flag out where you trust the spec."
	var list diag.List
	if err := inside(s, s.Weights); s.Weights != "" && err != nil {
		list = append(list, s.WeightsProblem(fmt.Sprintf("the path of the weights %s", err), hint))
	}
	if err := inside(s, s.Data.File); s.Data.File != "" && err != nil {
		list = append(list, s.DataProblem(fmt.Sprintf("the path of the data %s", err), hint))
	}
	if err := inside(s, s.Data.TargetFile); s.Data.TargetFile != "" && err != nil {
		list = append(list, s.TargetProblem(fmt.Sprintf("the path of the targets %s", err), hint))
	}
	for i := range s.Inputs {
		in := &s.Inputs[i]
		if err := inside(s, in.ValuesFile); in.ValuesFile != "" && err != nil {
			list = append(list, s.ValuesProblem(in, fmt.Sprintf("the path of the values %s", err), hint))
		}
	}
	if err := inside(s, "trained/"+s.Model+".safetensors"); err != nil {
		list = append(list, diag.Diagnostic{File: s.File, Code: "unreadable", Message: fmt.Sprintf("the place of trained weights %s", err), Hint: hint})
	}
	return list
}

// inside says why a path of a spec does not stay in the spec's folder, or nil. A file that is not there yet may come.
func inside(s *spec.Spec, path string) error {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) || !filepath.IsLocal(path) || strings.ContainsRune(path, 0) {
		return errors.New("leads out of the spec's folder")
	}
	root, err := os.OpenRoot(filepath.Dir(s.File))
	if err != nil {
		return err
	}
	defer root.Close()
	switch info, err := root.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("leads out of the spec's folder by a link, or cannot be followed: %s", reason(err))
	case !info.Mode().IsRegular():
		return errors.New("names no regular file")
	}
	return nil
}
