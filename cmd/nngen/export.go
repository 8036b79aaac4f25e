package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/onnx/export"
	"github.com/nngen/nngen/internal/weights"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

func newExport() *cobra.Command {
	var weightsFile, out string
	var b beamFlags
	format := choice{words: []string{"onnx", "pytorch", "beam"}}
	cmd := &cobra.Command{
		Use:   "export SPEC -o FILE",
		Short: "Write a model for other frameworks: ONNX, PyTorch's Python, or a pipeline of Apache Beam",
		Long: "export writes the network with its weights and its normalization as ONNX (opset 17), or as a page of Python: a module of\n" +
			"PyTorch that loads the weights file. The format follows from the name of FILE, .onnx or .py, unless --format says it.\n\n" +
			"With --format beam, FILE is a folder: export writes a Go module into it, a pipeline of Apache Beam around the package of the\n" +
			"spec, which answers files of rows on one machine or many. It replaces what it has written there, unless that was edited.",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return errors.New("-o FILE is missing")
			}
			if err := b.check(cmd, format.String()); err != nil {
				return err
			}
			if !cmd.Flags().Changed("format") && filepath.Ext(out) == ".py" {
				format.chosen = "pytorch"
			}
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if format.String() == "beam" {
				return b.export(cmd, l, weightsFile, out)
			}
			return exportModel(cmd, l, weightsFile, out, format.String())
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write; of beam the folder")
	cmd.Flags().StringVar(&weightsFile, "weights", "", "weights file (default: the spec's)")
	format.add(cmd, "format", "what to write (default: by the name of FILE, else onnx)")
	b.add(cmd)
	return cmd
}

func exportModel(cmd *cobra.Command, l loaded, weightsFile, out, format string) error {
	ours := export.IsONNX
	if format == "pytorch" {
		ours = export.IsPyTorch
	}
	if err := notLost("the model", out, ours); err != nil {
		return err
	}
	path, err := modelWeights(l, weightsFile, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	var data []byte
	if format == "pytorch" {
		data, err = export.PyTorch(l.spec, className(l.spec.Model), filepath.Base(path))
	} else {
		data, err = onnxOf(l, path)
	}
	if err != nil {
		return refuse(fmt.Errorf("%s: %w", l.path, err))
	}
	if slices.ContainsFunc(l.spec.Outputs(), func(out *spec.Output) bool { return out.Threshold.Find != "" || out.Threshold.Value != 0.5 }) {
		fmt.Fprintln(cmd.ErrOrStderr(), "the file answers probabilities; the threshold from which on an answer is yes stays behind")
	}
	return refuse(nn.SaveFile(out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}))
}

// modelWeights is the file of a flag, else that of the spec, which it is held against.
func modelWeights(l loaded, flag string, stderr io.Writer) (path string, err error) {
	switch {
	case flag != "":
		_, err = fittingWeights(l.spec, flag)
		return flag, refuse(err)
	case l.spec.Weights != "":
		_, err = readWeights(l, stderr)
		return l.spec.Path(l.spec.Weights), err
	}
	return "", refuse(fmt.Errorf("%s names no weights: give --weights FILE, or train some: %s train %s", l.path, called, shellQuote(l.path)))
}

// readTensors reads a weights file that fits the spec.
func readTensors(s *spec.Spec, path string) (tensors map[string][]float64, err error) {
	err = nn.LoadFile(path, func(r io.Reader) (err error) {
		tensors, err = weights.Read(s, r)
		return err
	})
	return tensors, err
}

func onnxOf(l loaded, path string) ([]byte, error) {
	tensors, err := readTensors(l.spec, path)
	if err != nil {
		return nil, err
	}
	m, err := export.Model(l.spec, tensors)
	if err != nil {
		return nil, err
	}
	return m.Encode(), nil
}

// className is the name of a model as Python writes classes: SmallNet for small_net.
func className(model string) string {
	name := ""
	for _, word := range strings.Split(model, "_") {
		if word != "" {
			name += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return name
}
