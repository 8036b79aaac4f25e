package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// trainFlags are the flags of nngen train.
type trainFlags struct {
	data, out string
	epochs    int
	seed      uint64
	json      bool
}

func newTrain() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train SPEC",
		Short: "Train the network on a CSV",
		Long: "train generates the package, compiles it and trains it: what is trained is what ships. The weights go to\n" +
			"trained/MODEL.safetensors beside the spec unless -o names another file.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return f.run(cmd, l)
		},
	}
	cmd.Flags().StringVar(&f.data, "data", "", "CSV file (default: the spec's)")
	cmd.Flags().StringVarP(&f.out, "output", "o", "", "weights file to write (default: trained/MODEL.safetensors beside the spec)")
	cmd.Flags().IntVar(&f.epochs, "epochs", 0, "number of epochs (default: the spec's)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "seed of weights and shuffling (default: the spec's); the split stays")
	cmd.Flags().BoolVar(&f.json, "json", false, "print events as JSON lines")
	return cmd
}

func (f *trainFlags) run(cmd *cobra.Command, l loaded) error {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	if cmd.Flags().Changed("epochs") {
		if f.epochs < 1 {
			return errors.New("--epochs must be at least 1")
		}
		l.spec.Train.Epochs = f.epochs
	}
	job := newJob(l.spec, train.ModeTrain)
	if cmd.Flags().Changed("seed") {
		job.Seed = f.seed
	}
	if err := setData(job, l, f.data, stderr); err != nil {
		return err
	}
	shown, err := f.output(l)
	if err != nil {
		return refuse(err)
	}
	if err := absolute(&job.Out, shown); err != nil {
		return err
	}
	r, err := newRunner(cmd.Context(), l.spec, job)
	if err != nil {
		return err
	}
	defer r.shop.Close()
	p := &progress{stdout, l.spec, shown, f.out == ""}
	return r.events(stderr, func(e train.Event, line []byte) error {
		if e.Event == train.EventDiverged {
			fmt.Fprintln(stderr, e.Message)
		}
		if f.json {
			_, err := fmt.Fprintf(stdout, "%s\n", line)
			return refuse(err)
		}
		return refuse(p.print(e))
	})
}

// output is where the weights go. Without -o that is a folder that version control ignores.
func (f *trainFlags) output(l loaded) (string, error) {
	if f.out != "" {
		info, err := os.Stat(filepath.Dir(f.out))
		if err != nil || !info.IsDir() {
			return "", fmt.Errorf("the folder of %s does not exist", f.out)
		}
		return f.out, nil
	}
	dir := filepath.Join(filepath.Dir(l.path), "trained")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(ignore, []byte("*\n"), 0o644); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, l.spec.Model+".safetensors"), nil
}

// progress prints the events of a training run for people.
type progress struct {
	w       io.Writer
	spec    *spec.Spec
	weights string
	aside   bool // the weights are not where the spec looks for them
}

func (p *progress) print(e train.Event) error {
	var err error
	switch e.Event {
	case train.EventStart:
		_, err = fmt.Fprintf(p.w, "%s: %d inputs, %d layers, %d parameters; %d rows: %s\n", p.spec.Model, p.spec.NumInputs, p.spec.NumLayers(), p.spec.NumParams(), e.Rows, parts(e))
	case train.EventEpoch:
		_, err = fmt.Fprintln(p.w, epochLine(e))
	case train.EventStopped:
		_, err = fmt.Fprintf(p.w, "stopped after epoch %d: the validation loss was best in epoch %d, whose weights are kept\n", e.Epoch, e.BestEpoch)
	case train.EventInterrupted:
		_, err = fmt.Fprintf(p.w, "interrupted after epoch %d\n", e.Epoch)
	case train.EventDone:
		err = p.done(e)
	}
	return err
}

func parts(e train.Event) string {
	text := fmt.Sprintf("%d to train", e.Train)
	if e.Validation > 0 {
		text += fmt.Sprintf(", %d to validate", e.Validation)
	}
	if e.Test > 0 {
		text += fmt.Sprintf(", %d to test", e.Test)
	}
	return text
}

func epochLine(e train.Event) string {
	width := len(fmt.Sprint(*e.Epochs))
	text := fmt.Sprintf("epoch %*d/%d  loss %-10s", width, e.Epoch, *e.Epochs, number(e.Loss))
	if e.ValidationLoss != nil {
		text += fmt.Sprintf("  validation loss %-10s  %s %s", number(e.ValidationLoss), e.Metric, number(e.ValidationScore))
	}
	return strings.TrimRight(text, " ")
}

// done prints the score, the line that a single unit found, and how to ship the weights.
func (p *progress) done(e train.Event) error {
	text := fmt.Sprintf("%s part: %s %s%s\n", e.Part, e.Metric, number(e.Score), rmse(e))
	if e.Line != nil {
		text += p.line(e.Line)
	}
	text += fmt.Sprintf("weights: %s\n", p.weights)
	if p.aside && p.spec.Weights != "" {
		text += fmt.Sprintf("to ship them: cp %s %s && nngen build %s\n", shellQuote(p.weights), shellQuote(p.spec.Path(p.spec.Weights)), shellQuote(p.spec.File))
	}
	_, err := io.WriteString(p.w, text)
	return err
}

// line prints the equation in raw units: price = 1234·size + 5678.
func (p *progress) line(l *train.Line) string {
	name := "y"
	if names := p.spec.Output.Names; len(names) > 0 {
		name = names[0].Text
	} else if len(p.spec.Data.Target) > 0 {
		name = p.spec.Data.Target[0]
	}
	text := name + " ="
	for i, slope := range l.Slopes {
		x := fmt.Sprintf("x%d", i+1)
		if len(p.spec.Inputs) > 0 {
			x = p.spec.Inputs[i].Text
		}
		text += fmt.Sprintf("%s%.6g·%s", sign(slope, i == 0), math.Abs(slope), x)
	}
	return fmt.Sprintf("the line: %s%s%.6g\n", text, sign(l.Intercept, false), math.Abs(l.Intercept))
}

func sign(v float64, first bool) string {
	switch {
	case v < 0 && first:
		return " -"
	case v < 0:
		return " - "
	case first:
		return " "
	}
	return " + "
}
