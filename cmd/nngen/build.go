package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/pack"
	"github.com/nngen/nngen/internal/sample"
	"github.com/nngen/nngen/internal/standalone"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

func newBuild() *cobra.Command {
	var b builder
	var alone bool
	cmd := &cobra.Command{
		Use:   "build SPEC...",
		Short: "Compile specs into Go packages",
		Long: "build compiles each spec into a Go package, in a folder named after it beside the spec, or below the folder given\n" +
			"with -o. A spec with errors is reported and nothing is written for it. A package imports the standard library and\n" +
			"nngen's runtime; with --standalone, or standalone: true in the spec, it brings along what it needs of the runtime. In the\n" +
			"folder, build replaces and removes what says that it was generated from this spec, and its copy of the weights; what else\n" +
			"is in its way is an error.",
		Args: someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("standalone") {
				b.standalone = &alone
			}
			b.stdout, b.stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return b.run(args)
		},
	}
	cmd.Flags().StringVarP(&b.out, "output", "o", "", "folder to write the packages into (default: beside the spec)")
	must(cmd.MarkFlagDirname("output"))
	cmd.Flags().BoolVar(&b.check, "check", false, "write nothing; exit 1 and print a diff where a byte on disk would change")
	cmd.Flags().BoolVar(&alone, "standalone", false, "write packages that depend on the standard library alone (default: as the spec says)")
	return cmd
}

// builder writes packages, or compares them with what is there.
type builder struct {
	out            string
	check          bool
	standalone     *bool // nil where the spec decides
	stdout, stderr io.Writer
	stale          bool
}

func (b *builder) run(args []string) error {
	list, bad, err := loadAll(args, b.stderr)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(l loaded) bool { return l.spec == nil })
	if err := b.distinct(list); err != nil {
		return refuse(err)
	}
	for _, l := range list {
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

// dir is the folder of the package.
func (b *builder) dir(l loaded) string {
	if b.out != "" {
		return filepath.Join(b.out, l.spec.Package)
	}
	return filepath.Join(filepath.Dir(l.path), l.spec.Package)
}

// command is what builds the spec.
func (b *builder) command(path string) string {
	text := called + " build " + shellQuote(path)
	if b.out != "" {
		text += " -o " + shellQuote(b.out)
	}
	if b.standalone != nil {
		text += map[bool]string{true: " --standalone", false: " --standalone=false"}[*b.standalone]
	}
	return text
}

// alone reports whether the package is to stand alone: the flag says it, else the spec.
func (b *builder) alone(l loaded) bool {
	if b.standalone != nil {
		return *b.standalone
	}
	return l.spec.Standalone
}

// isStandalone reports whether there is a package in the folder that stands alone.
func isStandalone(dir, pkg string) bool {
	_, err := os.Lstat(filepath.Join(dir, standalone.FileName(pkg)))
	return err == nil
}

// distinct refuses two specs for one folder before anything is written there.
func (b *builder) distinct(list []loaded) error {
	owner := map[string]string{}
	for _, l := range list {
		dir, err := filepath.Abs(b.dir(l))
		if err != nil {
			return err
		}
		if first, taken := owner[dir]; taken {
			return fmt.Errorf("%s and %s would both be written to %s: give one of them a name of its own with package: NAME", first, l.path, b.dir(l))
		}
		owner[dir] = l.path
	}
	return nil
}

func (b *builder) build(l loaded) error {
	w, err := readWeights(l, b.stderr)
	if err != nil {
		return err
	}
	generate := codegen.Generate
	switch alone := isStandalone(b.dir(l), l.spec.Package); {
	case b.alone(l):
		generate = standalone.Generate
	case alone && b.standalone == nil:
		return fmt.Errorf("%s is a standalone package, but %s does not say so: write standalone: true into it, or make an ordinary one: %s --standalone=false",
			b.dir(l), l.path, b.command(l.path))
	}
	p := &pack.Package{Dir: b.dir(l), Name: l.spec.Package, Embed: w}
	if l.spec.Weights != "" {
		p.Weights = l.spec.Path(l.spec.Weights)
	}
	program, f, err := face.Compile(l.spec)
	if err != nil {
		return err
	}
	if w != nil {
		f.Weights, f.InPlace = &w.Sum, p.EmbedsInPlace()
		if !f.InPlace { // else training may replace it, and nobody build the package again
			if f.Layout, err = layoutOf(w.Path); err != nil {
				return err
			}
		}
		if err := shown(&f, l.spec, program, w.Path); err != nil {
			return fmt.Errorf("the weights in %s cannot be used: %w", w.Path, err)
		}
	}
	if p.Files, err = generate(program, f); err != nil {
		return err
	}
	if b.check {
		fresh, err := compare(p, b.stdout, b.stderr)
		if err == nil && !fresh {
			b.stale = true
			fmt.Fprintf(b.stderr, "nngen: %s is not what the spec builds; to bring it up to date: %s\n", p.Dir, b.command(l.path))
		}
		return err
	}
	if err := p.Write(); err != nil {
		return fmt.Errorf("the package of %s cannot be written: %w", l.path, err)
	}
	if name := unimportable(p.Dir); name != "" {
		fmt.Fprintf(b.stderr, "warning: no program can import %s: Go's import paths have ASCII letters, digits and -._~+ only, which the folder %q is not made of; "+
			"-o DIR builds the package elsewhere\n", p.Dir, name)
	}
	return nil
}

// readWeights holds the file that the spec embeds against it, nil where it names none.
func readWeights(l loaded, stderr io.Writer) (*pack.Content, error) {
	if l.spec.Weights == "" {
		return nil, nil
	}
	path := l.spec.Path(l.spec.Weights)
	content, err := fittingWeights(l.spec, path)
	if err != nil {
		hint := fmt.Sprintf("train them: %s train %s -o %s", called, shellQuote(l.path), shellQuote(path))
		return nil, say(l, stderr, l.spec.WeightsProblem(err.Error(), hint))
	}
	return content, nil
}

// fittingWeights holds a weights file against the spec. It is read in a stream, since it may be large.
func fittingWeights(s *spec.Spec, path string) (*pack.Content, error) {
	f, err := openSized(path, weights.MaxSize(s))
	if err != nil {
		return nil, fmt.Errorf("the weights cannot be read from %s: %s", path, reason(err))
	}
	defer f.Close()
	content, err := pack.Read(f, func(r io.Reader) error { return weights.Check(s, r) })
	if err != nil {
		return nil, fmt.Errorf("the weights in %s cannot be used: %w", path, foreign(err, path))
	}
	return content, nil
}

// shown adds what the package says of the weights that it embeds: what they have learned from, and an example.
func shown(f *codegen.Face, s *spec.Spec, program *ir.Program, path string) error {
	if r, ok := train.RecordOf(path); ok && r.Data != "" && r.Part != "" {
		f.Trained = &codegen.Trained{Data: r.Data, Part: r.Part, Metric: r.Metric, Score: r.Score}
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	f.Sample, err = sample.Of(s, program, bufio.NewReader(file))
	return err
}

// layoutOf says where a file of weights has its numbers.
func layoutOf(path string) (*codegen.Layout, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return weights.Layout(file)
}

// openSized opens a regular file of at most so many bytes.
func openSized(path string, most int64) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("that is a folder")
	case !info.Mode().IsRegular():
		return nil, errors.New("that is no regular file")
	case info.Size() > most:
		return nil, fmt.Errorf("it has %d bytes, and weights of this network have at most %d", info.Size(), most)
	}
	return os.Open(path)
}

// say prints a diagnostic and ends the work on its spec.
func say(l loaded, stderr io.Writer, d diag.Diagnostic) error {
	diag.Render(stderr, l.src, diag.List{d})
	return errSaid
}
