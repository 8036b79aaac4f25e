package beam

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/nngen/nngen/codegen"
	nn "github.com/nngen/nngen/runtime"
)

// listName is the file in a module that lists what export has written, so that nothing else is written over.
const listName = "nngen-export.json"

// written are the hashes of files as they were written, by their paths in the module.
type written struct {
	Log   string            `json:"log"`
	Files map[string]string `json:"files"`
}

const listLog = "nngen export 1"

// Write brings a folder up to date. A file that is there and was not written by nngen, or was edited since, is an error, and
// nothing is written. Files that nngen has written and that the module no longer has are removed.
func Write(dir string, files []codegen.File) error {
	if err := Replaceable(dir, files); err != nil {
		return err
	}
	was, err := readList(dir)
	if err != nil {
		return err
	}
	now := written{listLog, map[string]string{}}
	for _, f := range files {
		now.Files[f.Name] = sum(f.Data)
	}
	for _, f := range files {
		if old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Name))); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		if err := save(dir, f.Name, f.Data); err != nil {
			return err
		}
	}
	for name, sum := range was.Files {
		if _, kept := now.Files[name]; !kept {
			if err := removeOld(dir, name, sum); err != nil {
				return err
			}
		}
	}
	return now.write(dir)
}

// Replaceable is an error if Write would have to write over what is not nngen's.
func Replaceable(dir string, files []codegen.File) error {
	was, err := readList(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := was.replaceable(dir, f.Name, f.Data); err != nil {
			return err
		}
	}
	return nil
}

func readList(dir string) (written, error) {
	w := written{Files: map[string]string{}}
	text, err := os.ReadFile(filepath.Join(dir, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &w)
	}
	if err == nil && (w.Log != listLog || w.Files == nil) {
		err = errors.New("it is no list of what nngen export has written")
	}
	for name := range w.Files {
		if err == nil && !filepath.IsLocal(filepath.FromSlash(name)) {
			err = fmt.Errorf("it names %q, which is not in the folder", name)
		}
	}
	if err != nil {
		return w, fmt.Errorf("%s cannot be read: %w", filepath.Join(dir, listName), err)
	}
	return w, nil
}

// replaceable refuses to write over what is not nngen's.
func (w *written) replaceable(dir, name string, data []byte) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	old, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && (bytes.Equal(old, data) || w.Files[name] == sum(old)) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("there is %s, which nngen export has not written, or which was edited since: move it away, or give another folder with -o", file)
}

// removeOld removes a file that is as it was written, and folders that are then empty.
func removeOld(dir, name, was string) error {
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil || sum(old) != was {
		return nil // it is gone, or somebody's
	}
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		return err
	}
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		if os.Remove(filepath.Join(dir, filepath.FromSlash(folder))) != nil {
			break // something is in it
		}
	}
	return nil
}

func (w *written) write(dir string) error {
	text, err := json.MarshalIndent(w, "", "\t")
	if err != nil {
		return err
	}
	return save(dir, listName, append(text, '\n'))
}

func save(dir, name string, data []byte) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return nn.SaveFile(file, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}
