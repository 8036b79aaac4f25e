package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/onnx/convert"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/starter"
	"github.com/nngen/nngen/internal/statedict"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

func newImport() *cobra.Command {
	im := &importer{task: choice{words: op.Names(op.Tasks)}, precision: choice{words: []string{"float32", "float64"}}}
	var specFile string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Make a spec and weights of an ONNX model, or weights of those of PyTorch",
		Long: "import reads an ONNX model and writes DIR/NAME.yaml, a spec that says what the model computes, and DIR/NAME.safetensors,\n" +
			"its weights. Before, it compiles the package and compares its outputs with those of the file, computed node by node in\n" +
			"float64, for random rows; over a difference of 1e-4 nothing is written. What specs cannot say is refused by name.\n\n" +
			"A quantized model rounds to whole numbers of steps where the file does; --dequantize leaves that out.\n\n" +
			"With --spec, FILE holds weights that PyTorch saved as safetensors, and import writes those of SPEC: tensors belong to layers\n" +
			"by order and shape, those missing of a normalization are 0 and 1, and what is not used is listed.",
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			if specFile != "" {
				return importWeights(cmd, args[0], specFile, im.dir)
			}
			if im.dir == "" {
				im.dir = "."
			}
			im.stdout, im.stderr, im.asked = cmd.OutOrStdout(), cmd.ErrOrStderr(), cmd.Flags().Changed("task")
			if im.name == "" {
				im.name = modelNameOf(args[0])
			} else if list := spec.CheckModel(im.name); len(list) > 0 {
				return fmt.Errorf("--name: %s: %s", list[0].Message, list[0].Hint)
			}
			return refuse(im.run(cmd.Context(), args[0]))
		},
	}
	cmd.Flags().StringVarP(&im.dir, "out", "o", "", "folder to write to (default: this one); with --spec the file (default: the spec's)")
	cmd.Flags().StringVar(&specFile, "spec", "", "spec whose weights FILE holds, as PyTorch saved them")
	cmd.Flags().StringVar(&im.name, "name", "", "name of the model (default: the file's)")
	im.task.add(cmd, "task", "what the output means (default: multiclass behind a softmax, else regression)")
	im.precision.add(cmd, "precision", "of the package, whatever the file holds")
	cmd.Flags().BoolVar(&im.dequantize, "dequantize", false, "of a quantized model: round nothing to integers, so that it can be trained")
	return cmd
}

func oneFile(_ *cobra.Command, args []string) error {
	return oneArg("FILE", args)
}

// modelNameOf makes a legal name of that of a file.
func modelNameOf(path string) string {
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	parts := strings.FieldsFunc(strings.ToLower(base), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	name := strings.TrimLeft(strings.Join(parts, "_"), "0123456789_")
	if len(name) > 60 {
		name = strings.Trim(name[:60], "_")
	}
	if name == "" || len(spec.CheckModel(name)) > 0 {
		return "imported" + name
	}
	return name
}

// importer is one import.
type importer struct {
	dir, name       string
	task, precision choice
	asked           bool // for a task
	dequantize      bool
	stdout, stderr  io.Writer
}

func (im *importer) run(ctx context.Context, path string) error {
	o := convert.Options{Name: im.name, Float64: im.precision.String() == "float64", Dequantize: im.dequantize}
	if im.asked {
		o.Task = im.task.String()
	}
	m, err := convert.Import(path, o)
	if err != nil {
		return fmt.Errorf("%s: %w", path, weightsInstead(path, err))
	}
	if err := im.vacant(); err != nil { // not before: who imports the weights beside a spec is not to remove the spec
		return err
	}
	proofs, err := convert.Prove(ctx, m.Claim())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := proofs[0].Err(); err != nil {
		return fmt.Errorf("%s: %w; nothing was written. Please report this with the file", path, err)
	}
	if err := im.write(m); err != nil {
		return err
	}
	return im.tell(m, proofs[0])
}

// weightsInstead is the error of a file that is no model, with what to do where it holds weights of PyTorch.
func weightsInstead(path string, err error) error {
	content, unread := os.ReadFile(path)
	if unread != nil {
		return errors.New(reason(err))
	}
	var other statedict.Foreign
	if _, odd := statedict.Read(content); odd == nil {
		return errors.New("it holds weights, not a model: nngen import " + shellQuote(path) + " --spec SPEC makes those of a spec of them")
	} else if errors.As(odd, &other) {
		return odd
	}
	return err
}

// path is where a file of the model goes.
func (im *importer) path(ext string) string { return filepath.Join(im.dir, im.name+ext) }

// vacant reports a file that is in the way.
func (im *importer) vacant() error {
	for _, ext := range []string{".yaml", ".safetensors"} {
		if _, err := os.Lstat(im.path(ext)); err == nil {
			return fmt.Errorf("%s is there already, and import overwrites nothing: remove it, or give another --name or -o", im.path(ext))
		}
	}
	return nil
}

// write writes both files, or none.
func (im *importer) write(m *convert.Model) error {
	if err := os.MkdirAll(im.dir, 0o755); err != nil {
		return fmt.Errorf("%s cannot be made: %s", im.dir, reason(err))
	}
	if err := create(starter.File{Name: im.path(".safetensors"), Data: m.Weights}); err != nil {
		return err
	}
	if err := create(starter.File{Name: im.path(".yaml"), Data: m.Text}); err != nil {
		return errors.Join(err, os.Remove(im.path(".safetensors")))
	}
	return nil
}

func (im *importer) tell(m *convert.Model, p convert.Proof) error {
	path := im.path(".yaml")
	s, problems := spec.Parse(path, m.Text)
	if s == nil {
		return fmt.Errorf("internal error: %s cannot be read", path)
	}
	diag.Render(im.stderr, m.Text, problems)
	_, err := fmt.Fprintf(im.stdout, `%s became %s with %s: %s and %s.
%s
Next:
  nngen inspect %[7]s  shows its layers
  nngen build %[7]s    compiles it into the Go package %[8]s
`, words.Count(len(m.Graph.Nodes), "node"), words.Count(len(m.Spec.Layers), "layer"), words.Count(int(m.Spec.NumParams()), "parameter"),
		path, im.path(".safetensors"), proved(p), shellQuote(path), m.Spec.Package)
	return err
}

// proved says how the package compares with the file.
func proved(p convert.Proof) string {
	rows := words.Count(p.Rows, "row")
	switch {
	case p.Rounding != nil:
		text := fmt.Sprintf(`It rounds to whole numbers of steps where the file does. Computed in float64 it differs from the file, computed node by node, by at
most %.2g of an output's largest number (%s). `, p.Worst, rows)
		if p.Rounding.Rows == 0 {
			return text + "In float32 all is rounded likewise.\n"
		}
		return text + fmt.Sprintf("In float32 a number between two steps is rounded otherwise in %s,\nwhich changes an output by at most %.2g of its largest number.\n",
			words.Count(p.Rounding.Rows, "row"), p.Rounding.Worst)
	case p.Rounded != nil:
		return fmt.Sprintf(`Nothing is rounded to integers. The package differs from the file, so computed node by node in float64, by at most %.2g of an
output's largest number, and from the file as it is, with rounding, by at most %.2g (%s).
`, p.Worst, *p.Rounded, rows)
	}
	return fmt.Sprintf("The package differs from the file, computed node by node in float64, by at most %.2g of an output's largest number (%s).\n", p.Worst, rows)
}
