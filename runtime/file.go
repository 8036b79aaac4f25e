package nn

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

var errIrregular = errors.New("this is no regular file")

// SaveFile replaces the file at path by what write writes. It writes beside it and renames, so that whoever opens
// path finds the old file or the new one, whole; on an error the old one stays. Errors name the path.
func SaveFile(path string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "save", Path: path, Err: errIrregular}
	}
	f, err := createBeside(path)
	if err != nil {
		return named("save", path, err)
	}
	renamed := false
	defer func() {
		if !renamed { // after a rename the name may be that of another process's file
			os.Remove(f.Name())
		}
	}()
	if err = errors.Join(fillFile(f, write), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
		renamed = err == nil
	}
	return named("save", path, err)
}

// fillFile writes f down to the disk.
func fillFile(f *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// createBeside makes a new file in the folder of path, for whom the umask lets read it.
func createBeside(path string) (*os.File, error) {
	prefix := filepath.Join(filepath.Dir(path), ".nngen-"+strconv.Itoa(os.Getpid())+"-")
	for n := 0; ; n++ {
		f, err := os.OpenFile(prefix+strconv.Itoa(n), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// LoadFile opens the file at path and calls read with its contents, which it must read to their end. What is no regular
// file, a device or a pipe, is not opened. Errors name the path.
func LoadFile(path string, read func(io.Reader) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return named("load", path, errIrregular)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if err := read(r); err != nil {
		return named("load", path, err)
	}
	return named("load", path, EndOf(r))
}

// EndOf returns an error unless r, of which a weights file was read, is at its end.
func EndOf(r io.Reader) error {
	var more [1]byte
	switch _, err := io.ReadFull(r, more[:]); err {
	case io.EOF:
		return nil
	case nil:
		return errors.New("the file is damaged: there is more in it than its tensors")
	default:
		return err
	}
}

// named adds the path to an error.
func named(op, path string, err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: path, Err: err}
}
