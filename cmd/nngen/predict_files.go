package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/scratch"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

// partBytes is how much of a file without compression is answered at a time: what a killed run has to do again.
var partBytes int64 = 256 << 20

// predictFiles answers files into a folder, those of the shard that are not done.
func (f *predictFlags) predictFiles(cmd *cobra.Command, l loaded, job *train.Job) error {
	all, err := f.files()
	if err == nil {
		err = claim(f.out, all, job, l)
	}
	if err != nil {
		return refuse(err)
	}
	var mine []train.File
	for i := f.shard.number - 1; i < len(all); i += f.shard.of {
		mine = append(mine, all[i])
	}
	if job.Files, err = undone(mine); err != nil {
		return refuse(err)
	}
	if n := len(mine) - len(job.Files); n > 0 || len(mine) == 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "%d of %s %s done\n", n, words.Count(len(mine), "file"), map[bool]string{true: "is", false: "are"}[n == 1])
	}
	if len(job.Files) > 0 {
		if err := f.program(cmd, l, job); err != nil {
			return err
		}
	}
	if left, err := undone(all); err == nil && len(left) == 0 {
		scratch.RemoveAllFiles(f.out)
	}
	return nil
}

// undone are the files whose answers are not there.
func undone(list []train.File) (left []train.File, err error) {
	for i := range list {
		done, err := list[i].Done()
		if err != nil {
			return nil, err
		}
		if !done {
			left = append(left, list[i])
		}
	}
	return left, nil
}

// files are what --in names, large ones in parts, and where the answers go.
func (f *predictFlags) files() ([]train.File, error) {
	paths, err := expandOne(f.in)
	if err != nil {
		return nil, err
	}
	var list []train.File
	from := map[string]string{}
	for _, path := range paths {
		parts, err := f.partsOf(path)
		if err != nil {
			return nil, err
		}
		if first := from[parts[0].Out]; first != "" {
			return nil, fmt.Errorf("%s and %s would both be answered in %s: give them names of their own", first, path, parts[0].OutShown)
		}
		from[parts[0].Out] = path
		list = append(list, parts...)
	}
	return list, noStale(f.out, list)
}

// partsOf are the parts of a file: one, unless it is large and can be read from the middle.
func (f *predictFlags) partsOf(path string) ([]train.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the rows cannot be read from %s: %s", path, reason(err))
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the rows cannot be read from %s: it is no regular file", path)
	}
	n := int64(1)
	if !isCompressed(path) {
		n = max(1, (info.Size()+partBytes-1)/partBytes)
	}
	var list []train.File
	for i := range n {
		name := stemOf(path) + ".csv"
		if n > 1 {
			name = fmt.Sprintf("%s.%04d-of-%04d.csv", stemOf(path), i+1, n)
		}
		part := train.File{InShown: path, OutShown: filepath.Join(f.out, name), From: i * partBytes, To: (i + 1) * partBytes}
		if i == n-1 {
			part.To = 0
		}
		if err := absolute(&part.In, path); err != nil {
			return nil, err
		}
		if err := absolute(&part.Out, part.OutShown); err != nil {
			return nil, err
		}
		if sameFile(part.In, part.Out) {
			return nil, fmt.Errorf("the answers to %s would be written over it: give another folder with --out", path)
		}
		list = append(list, part)
	}
	return list, nil
}

func isCompressed(path string) bool { return strings.EqualFold(filepath.Ext(path), ".gz") }

// stemOf is the name of a file without its ending.
func stemOf(path string) string {
	name := filepath.Base(path)
	if isCompressed(name) {
		name = name[:len(name)-len(".gz")]
	}
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// partEnding is how the name of the answers to a part ends.
var partEnding = regexp.MustCompile(`(\.\d{4,}-of-\d{4,})?\.csv$`)

// noStale refuses answers to a file that had another number of parts: beside the new ones they would be counted twice.
func noStale(dir string, list []train.File) error {
	from, current := map[string]string{}, map[string]bool{}
	for i := range list {
		from[stemOf(list[i].In)] = list[i].InShown
		current[filepath.Base(list[i].Out)] = true
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		end := partEnding.FindStringIndex(e.Name())
		if end == nil || current[e.Name()] || from[e.Name()[:end[0]]] == "" {
			continue
		}
		return fmt.Errorf("there is %s from when %s was smaller or larger: remove what was written for it, and run the same command again",
			filepath.Join(dir, e.Name()), from[e.Name()[:end[0]]])
	}
	return nil
}
