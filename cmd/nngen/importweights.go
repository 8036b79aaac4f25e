package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/starter"
	"github.com/nngen/nngen/internal/statedict"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/internal/words"
)

// importWeights writes the weights of a spec that PyTorch saved.
func importWeights(cmd *cobra.Command, path, specFile, out string) error {
	l, err := loadOne(specFile, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if out == "" && l.spec.Weights != "" {
		out = l.spec.Path(l.spec.Weights)
	}
	if out == "" {
		return refuse(fmt.Errorf("%s names no weights: give -o FILE, or write weights: FILE into it", l.path))
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return refuse(fmt.Errorf("%s: %s", path, reason(err)))
	}
	tensors, err := statedict.Read(content)
	if err != nil {
		return refuse(fmt.Errorf("%s: %w", path, err))
	}
	m, err := statedict.For(l.spec, tensors)
	if err != nil {
		return refuse(fmt.Errorf("%s: %w", path, err))
	}
	var b bytes.Buffer
	if err := weights.Write(&b, l.spec, m.Data); err != nil {
		return refuse(fmt.Errorf("%s: %w", path, err))
	}
	if err := create(starter.File{Name: out, Data: b.Bytes()}); err != nil {
		return refuse(err)
	}
	return refuse(tellMatch(cmd.OutOrStdout(), m, out))
}

// tellMatch prints what became what.
func tellMatch(w io.Writer, m *statedict.Match, out string) error {
	var text strings.Builder
	for _, p := range m.Pairs {
		fmt.Fprintf(&text, "%s is %s\n", p.Tensor, p.From)
	}
	if len(m.Filled) > 0 {
		fmt.Fprintf(&text, "not in the file, so 0 (a scale: 1, a range: any number): %s\n", strings.Join(m.Filled, ", "))
	}
	if len(m.Extra) > 0 {
		fmt.Fprintf(&text, "not used: %s\n", strings.Join(m.Extra, ", "))
	}
	fmt.Fprintf(&text, "%s written to %s\n", words.Count(len(m.Data), "tensor"), out)
	_, err := io.WriteString(w, text.String())
	return err
}

// foreign tells what to do with weights that do not fit because another framework wrote them.
func foreign(err error, path string) error {
	f, unread := os.Open(path)
	if unread != nil {
		return err
	}
	defer f.Close()
	beginning, _ := io.ReadAll(io.LimitReader(f, 1<<18))
	tensors, unread := statedict.Count(beginning)
	var other statedict.Foreign
	switch {
	case errors.As(unread, &other):
		return unread
	case unread == nil && tensors > 0 && !bytes.Contains(beginning[:min(len(beginning), 1<<10)], []byte(`"nngen"`)):
		return errors.Join(err, fmt.Errorf("if PyTorch wrote them, make weights of them with nngen import %s --spec SPEC", shellQuote(path)))
	}
	return err
}
