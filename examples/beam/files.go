package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// unfinished is how the name of a file ends that is being written.
const unfinished = ".unfinished"

// save writes a file, whole or not at all: beside its name first, so that workers which do the same at once, or are killed, leave
// no half of it.
func save(ctx context.Context, file string, write func(io.Writer) error) error {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return err
	}
	defer fs.Close()
	beside := fmt.Sprintf("%s.%016x%s", file, rand.Uint64(), unfinished)
	w, err := fs.OpenWrite(ctx, beside)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(w, 1<<20)
	if err = write(buffer); err == nil {
		err = buffer.Flush()
	}
	if err = errors.Join(err, w.Close()); err == nil {
		err = filesystem.Rename(ctx, fs, beside, file)
	}
	if err != nil {
		_ = removeFrom(ctx, fs, beside) // the error before is the one to tell
	}
	return err
}

// remove removes a file if there is one.
func remove(ctx context.Context, file string) error {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return err
	}
	defer fs.Close()
	if there, err := exists(ctx, fs, file); err != nil || !there {
		return err
	}
	return removeFrom(ctx, fs, file)
}

// exists tells whether there is a file. Names in the local file system are no patterns here.
func exists(ctx context.Context, fs filesystem.Interface, file string) (bool, error) {
	if isRemote(file) {
		found, err := fs.List(ctx, file)
		return len(found) > 0, err
	}
	_, err := os.Stat(file)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// namesIn are the names of the files in a folder, which need not be there.
func namesIn(ctx context.Context, fs filesystem.Interface, folder string) (names []string, err error) {
	if isRemote(folder) {
		files, err := fs.List(ctx, folder+"/*")
		for _, file := range files {
			names = append(names, baseOf(file))
		}
		return names, err
	}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func removeFrom(ctx context.Context, fs filesystem.Interface, file string) error {
	if remover, ok := fs.(filesystem.Remover); ok {
		return remover.Remove(ctx, file)
	}
	return fmt.Errorf("%s cannot be removed: its file system does not allow it", file)
}

// tidy removes what killed workers have left beside the answers.
func tidy(ctx context.Context, s *Settings) error {
	fs, err := filesystem.New(ctx, s.Out)
	if err != nil {
		return err
	}
	defer fs.Close()
	for _, folder := range []string{s.Out, s.Out + "/rejected"} {
		names, err := namesIn(ctx, fs, folder)
		if err != nil {
			return err
		}
		for _, name := range names {
			if !strings.HasSuffix(name, unfinished) {
				continue
			}
			if err := removeFrom(ctx, fs, folder+"/"+name); err != nil {
				return err
			}
		}
	}
	return nil
}

func sizeOf(ctx context.Context, file string) (int64, error) {
	if !isRemote(file) {
		info, err := os.Stat(file)
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return 0, err
	}
	defer fs.Close()
	size, err := fs.Size(ctx, file)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", file, err)
	}
	return size, nil
}

// openFile opens a file of any file system that is linked in.
func openFile(ctx context.Context, file string) (io.ReadCloser, error) {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return nil, err
	}
	r, err := fs.OpenRead(ctx, file)
	if err != nil {
		return nil, errors.Join(err, fs.Close())
	}
	return &opened{r, fs}, nil
}

type opened struct {
	io.ReadCloser
	fs filesystem.Interface
}

// Close closes the file and what it has been opened with.
func (o *opened) Close() error { return errors.Join(o.ReadCloser.Close(), o.fs.Close()) }

// isRemote tells whether a path names another file system than the local one.
func isRemote(path string) bool { return strings.Contains(path, "://") }
