package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// shipment is what --ship does after a training: the weights go where the spec names them, and the package is built.
type shipment struct {
	l        loaded
	embedded string // where the package takes the weights from
	text     string // of the spec, where it is to be another one than in its file
	before   []byte // what is in its file, before the training
}

// newShipment finds out before the training whether there is anything in the way of shipping.
func newShipment(l loaded) (*shipment, error) {
	s := &shipment{l: l}
	var err error
	if s.before, err = os.ReadFile(l.path); err != nil {
		return nil, fmt.Errorf("%s: %s", l.path, reason(err))
	}
	if l.spec.Weights != "" {
		s.embedded = l.spec.Path(l.spec.Weights)
	} else if err := s.name(); err != nil {
		return nil, err
	}
	if l.changed && s.text == "" {
		s.text = string(l.src)
	}
	if err := replaceable(s.embedded); err != nil {
		return nil, fmt.Errorf("the weights cannot be shipped to %s: %w", s.embedded, err)
	}
	return s, nil
}

// name writes the key weights below the other ones, in memory. It must then be the spec that it was, with that key.
func (s *shipment) name() error {
	name := s.l.spec.Model + ".safetensors"
	s.embedded = s.l.spec.Path(name)
	if _, err := os.Lstat(s.embedded); err == nil {
		return fmt.Errorf("%s names no weights, and there is a file %s, which would be lost: write weights: with another name into the spec", s.l.path, s.embedded)
	}
	s.text = strings.TrimRight(string(s.l.src), "\n") + "\nweights: " + name + "\n"
	if after, _ := spec.Parse(s.l.path, []byte(s.text)); after == nil || after.Weights != name {
		return fmt.Errorf("%s names no weights: write weights: %s into it, then --ship can put them there", s.l.path, name)
	}
	return nil
}

// send copies the weights to their place, names them in the spec and builds the package.
func (s *shipment) send(weights string, stdout, stderr io.Writer) error {
	err := s.unedited()
	if err == nil && !sameFile(weights, s.embedded) {
		err = copyFile(s.embedded, weights)
	}
	if err == nil && s.text != "" {
		err = saveBytes(s.l.path, []byte(s.text))
	}
	if err != nil {
		return refuse(fmt.Errorf("the weights in %s cannot be shipped: %w", weights, err))
	}
	b := builder{stdout: stdout, stderr: stderr}
	if err := b.run([]string{s.l.path}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "shipped: %s, built into %s\n", s.embedded, b.dir(s.l))
	return refuse(err)
}

// unedited refuses to write over what has been written into the spec while the network was trained, which may take hours.
func (s *shipment) unedited() error {
	if s.text == "" {
		return nil
	}
	switch now, err := os.ReadFile(s.l.path); {
	case err != nil:
		return fmt.Errorf("%s: %s", s.l.path, reason(err))
	case !bytes.Equal(now, s.before) && string(now) != s.text:
		return fmt.Errorf("%s was changed during the training, and what was changed would be lost: name a copy of the weights in it, by weights: FILE, then run %s build %s", s.l.path, called, shellQuote(s.l.path))
	}
	return nil
}

// copyFile replaces a file by a copy of another, in a folder that it makes.
func copyFile(to, from string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return nn.LoadFile(from, func(r io.Reader) error {
		return nn.SaveFile(to, func(w io.Writer) error {
			_, err := io.Copy(w, r)
			return err
		})
	})
}

func saveBytes(path string, content []byte) error {
	return nn.SaveFile(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}
