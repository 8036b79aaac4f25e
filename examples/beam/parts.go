package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/nngen/nngen/runtime/csv"
)

// Part is a file of rows, or the rows of it that begin between two bytes, and where their answers go.
type Part struct {
	In       string
	Size     int64 // of the file
	From, To int64 // counted from the end of the header; a To of 0 is the end of the file
	Name     string
}

// Cut finds the files and cuts plain ones into parts.
type Cut struct{ Settings Settings }

// ProcessElement emits the parts. The element is the impulse that begins the pipeline.
func (c *Cut) ProcessElement(ctx context.Context, _ []byte, emit func(Part)) error {
	list, err := c.Settings.parts(ctx)
	if err == nil {
		err = c.Settings.writeClaim(ctx)
	}
	if err != nil {
		return err
	}
	for _, part := range list {
		emit(part)
	}
	return nil
}

// parts are what there is to answer. The name of a part follows from its file and its place there, so that one which is answered
// again replaces its answers.
func (s *Settings) parts(ctx context.Context) (list []Part, err error) {
	from := map[string]string{}
	for _, pattern := range s.In {
		files, err := listFiles(ctx, pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			parts, err := s.partsOf(ctx, file)
			if err != nil {
				return nil, err
			}
			switch first := from[stemOf(file)]; first {
			case file:
				continue // two patterns name it
			case "":
			default:
				return nil, fmt.Errorf("%s and %s would both be answered in %s: give them names of their own", first, file, s.answers(parts[0].Name))
			}
			from[stemOf(file)] = file
			list = append(list, parts...)
		}
	}
	for _, part := range list {
		if err := s.overItself(part); err != nil {
			return nil, err
		}
	}
	if err := s.claimed(ctx, list); err != nil {
		return nil, err
	}
	return list, s.noStale(ctx, list)
}

func listFiles(ctx context.Context, pattern string) ([]string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	files, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there is no file %s", pattern)
	}
	slices.Sort(files)
	return files, nil
}

// partsOf are the parts of a file: one, unless it is large and can be read from the middle.
func (s *Settings) partsOf(ctx context.Context, file string) (list []Part, err error) {
	size, err := sizeOf(ctx, file)
	if err != nil {
		return nil, err
	}
	n := int64(1)
	if !csv.IsCompressed(file) && !isParquet(file) {
		n = max(1, (size+s.PartBytes-1)/s.PartBytes)
	}
	for i := range n {
		part := Part{In: file, Size: size, From: i * s.PartBytes, To: (i + 1) * s.PartBytes, Name: stemOf(file)}
		if n > 1 {
			part.Name = fmt.Sprintf("%s.%04d-of-%04d", part.Name, i+1, n)
		}
		if i == n-1 {
			part.To = 0
		}
		list = append(list, part)
	}
	return list, nil
}

// noStale refuses answers that are there and that this run does not replace: beside the new ones they would be counted twice.
func (s *Settings) noStale(ctx context.Context, list []Part) error {
	fs, err := filesystem.New(ctx, s.Out)
	if err != nil {
		return err
	}
	defer fs.Close()
	current := map[string]bool{}
	for _, part := range list {
		current[path.Base(s.answers(part.Name))] = true
	}
	names, err := namesIn(ctx, fs, s.Out)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Out, err)
	}
	for _, name := range names {
		if ending := path.Ext(name); (ending == "."+asCSV || ending == "."+asParquet) && !current[name] {
			return fmt.Errorf("there is %s/%s, which is not of this run and would be counted beside it: give another folder, or remove it", s.Out, name)
		}
	}
	return nil
}

// answers is the file for the answers to a part, rejected the one for its rows without an answer.
func (s *Settings) answers(name string) string  { return s.Out + "/" + name + "." + s.Format }
func (s *Settings) rejected(name string) string { return s.Out + "/rejected/" + name + ".csv" }

func isParquet(file string) bool { return strings.HasSuffix(strings.ToLower(file), ".parquet") }

func baseOf(file string) string { return path.Base(filepath.ToSlash(file)) }

// stemOf is the name of a file without its folder and its ending.
func stemOf(file string) string {
	name := baseOf(file)
	if csv.IsCompressed(name) {
		name = name[:len(name)-len(".gz")]
	}
	return strings.TrimSuffix(name, path.Ext(name))
}
