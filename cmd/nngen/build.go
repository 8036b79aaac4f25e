package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

func newBuild() *cobra.Command {
	var out string
	var check bool
	cmd := &cobra.Command{
		Use:   "build SPEC...",
		Short: "Compile specs into Go packages",
		Long: "build compiles each spec into a Go package, in a folder named after it beside the spec, or below the folder given\n" +
			"with -o. A spec with errors is reported and nothing is written for it.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b := &builder{out: out, check: check, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), owner: map[string]string{}}
			return b.run(args)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "folder to write the packages into (default: beside the spec)")
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; exit 1 and print a diff where a byte on disk would change")
	return cmd
}

// builder writes packages, or compares them with what is there.
type builder struct {
	out            string
	check          bool
	stdout, stderr io.Writer
	owner          map[string]string // which spec a folder belongs to
	stale          bool
}

func (b *builder) run(args []string) error {
	list, bad, err := loadAll(args, b.stderr)
	if err != nil {
		return err
	}
	for _, l := range list {
		if l.spec == nil {
			continue
		}
		if err := b.build(l); err != nil {
			bad = true
			if _, said := err.(refusal); !said {
				fmt.Fprintln(b.stderr, "nngen:", err)
			}
		}
	}
	if bad || b.stale {
		return errSaid
	}
	return nil
}

func (b *builder) build(l loaded) error {
	dir := filepath.Join(filepath.Dir(l.path), l.spec.Package)
	if b.out != "" {
		dir = filepath.Join(b.out, l.spec.Package)
	}
	if first, taken := b.owner[dir]; taken {
		return fmt.Errorf("%s and %s would both be written to %s: give one of them another package:", first, l.path, dir)
	}
	b.owner[dir] = l.path
	w, err := readWeights(l, b.stderr)
	if err != nil {
		return err
	}
	files, err := codegen.Generate(l.spec, codegen.Options{Weights: w})
	if err != nil {
		return err
	}
	p := pack{dir, files}
	if b.check {
		fresh, err := p.compare(b.stdout)
		b.stale = b.stale || !fresh
		return err
	}
	return p.write()
}

// readWeights reads the file that the spec embeds, or nothing where it names none.
func readWeights(l loaded, stderr io.Writer) ([]byte, error) {
	if l.spec.Weights == "" {
		return nil, nil
	}
	path := l.spec.Path(l.spec.Weights)
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, say(l, stderr, l.spec.WeightsProblem(fmt.Sprintf("the weights cannot be read from %s: %s", path, reason(err)), trainHint(l.spec, path)))
	}
	if err := weights.Check(l.spec, content); err != nil {
		return nil, say(l, stderr, l.spec.WeightsProblem(fmt.Sprintf("%s: %v", path, err), trainHint(l.spec, path)))
	}
	return content, nil
}

func trainHint(s *spec.Spec, path string) string {
	return fmt.Sprintf("train them: nngen train %s -o %s", shellQuote(s.File), shellQuote(path))
}

// say prints a diagnostic and ends the work on its spec.
func say(l loaded, stderr io.Writer, d diag.Diagnostic) error {
	diag.Render(stderr, l.src, diag.List{d})
	return errSaid
}
