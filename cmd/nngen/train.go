package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/scratch"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/train"
)

// trainFlags are the flags of nngen train.
type trainFlags struct {
	data     dataFlags
	out      string
	epochs   int
	seed     uint64
	json     bool
	quiet    bool
	resume   bool
	ship     bool
	from     string
	folds    int
	ensemble int
	findRate bool
	report   reportFlag
}

func newTrain() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train SPEC",
		Short: "Train the network on a CSV or on arrays",
		Long: "train generates the package, compiles it and trains it: what is trained is what ships. The weights go to\n" +
			"trained/MODEL.safetensors beside the spec unless -o names another file.",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("ensemble") {
				if l, err = ensemble(l, f.ensemble); err != nil {
					return err
				}
			}
			if f.findRate {
				return f.tryRates(cmd, l)
			}
			return f.run(cmd, l)
		},
	}
	f.data.add(cmd)
	cmd.Flags().StringVarP(&f.out, "output", "o", "", "weights file to write (default: trained/MODEL.safetensors beside the spec)")
	must(cmd.MarkFlagFilename("output", "safetensors"))
	cmd.Flags().IntVar(&f.epochs, "epochs", 0, "number of epochs (default: the spec's)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "seed of weights and shuffling (default: the spec's); the split stays")
	cmd.Flags().BoolVar(&f.json, "json", false, "print events as JSON lines")
	cmd.Flags().BoolVar(&f.resume, "resume", false, "go on from the checkpoint of a training that was interrupted or killed, to the same weights")
	cmd.Flags().BoolVar(&f.ship, "ship", false, "put the weights where the spec names them, or name them there, and build the package")
	cmd.Flags().StringVar(&f.from, "from", "", "weights to start from, where names and shapes fit (default: random ones)")
	must(cmd.MarkFlagFilename("from", "safetensors"))
	cmd.Flags().IntVar(&f.folds, "folds", 0, "cross-validation: train so many times, scored each time on other rows; writes MODEL.folds.csv")
	cmd.Flags().IntVar(&f.ensemble, "ensemble", 0, "networks that learn side by side, whose mean the package answers with (default: the spec's); the weights fit a spec that says so")
	cmd.Flags().BoolVar(&f.findRate, "find-lr", false, "train nothing: try learning rates and suggest one; writes MODEL.lr.svg")
	f.report.add(cmd)
	cmd.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print only what came of it, not how far it is")
	return cmd
}

func (f *trainFlags) run(cmd *cobra.Command, l loaded) error {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	job, err := f.job(cmd, l)
	if err != nil {
		return err
	}
	var after *shipment
	if f.ship {
		if after, err = newShipment(l); err != nil {
			return refuse(err)
		}
	}
	shown, err := f.place(job, l, stderr)
	if err != nil {
		return err
	}
	page, err := f.report.begin(l, job)
	if err != nil {
		return err
	}
	p := &progress{w: stdout, spec: l.spec, weights: shown, ships: f.out == "" && !f.ship && !l.changed, quiet: f.quiet || f.json, folds: foldsFile(l)}
	if f.from != "" {
		dir, err := f.start(job, l, p)
		if err != nil {
			return refuse(err)
		}
		defer dir.Close()
	}
	p.begin()
	defer func() { p.live.end() }()
	job.Live = p.live != nil
	r, err := newRunner(cmd.Context(), l.spec, job)
	if err != nil {
		return err
	}
	defer r.shop.Close()
	p.reading(job.DataShown)
	endInOrder(cmd.Context())
	stderr = p.live.above(stderr)
	err = r.events(cmd.Context(), stderr, func(e train.Event, line []byte) error {
		page.see(e)
		return refuse(f.tell(e, line, p, stdout, stderr))
	})
	if err := page.write(); err != nil {
		return err
	}
	if err != nil || after == nil {
		return err
	}
	return f.send(after, p, stdout, stderr)
}

// job is what is to be trained, and on which data.
func (f *trainFlags) job(cmd *cobra.Command, l loaded) (*train.Job, error) {
	if cmd.Flags().Changed("epochs") {
		if f.epochs < 1 {
			return nil, errors.New("--epochs must be at least 1")
		}
		l.spec.Train.Epochs = f.epochs
	}
	job := newJob(l.spec, train.ModeTrain)
	if cmd.Flags().Changed("seed") {
		job.Seed = f.seed
	}
	if err := f.data.set(job, l, cmd.ErrOrStderr()); err != nil {
		return nil, err
	}
	if cmd.Flags().Changed("folds") {
		return job, f.setFolds(job, l)
	}
	return job, nil
}

// place says where the weights go, and returns that place as it is shown.
func (f *trainFlags) place(job *train.Job, l loaded, stderr io.Writer) (shown string, err error) {
	if l.changed && !f.ship {
		fmt.Fprintf(stderr, "the weights will fit %s with train.ensemble: %d in it, which --ship writes there\n", l.path, f.ensemble)
	}
	if err := f.keepEmbedded(l, stderr); err != nil {
		return "", err
	}
	if shown, err = f.output(l); err != nil {
		return "", refuse(err)
	}
	job.OutShown, job.Resume, job.Spec, job.CheckpointEvery = shown, f.resume, essence(l.spec.WithoutSearch(l.src)), checkpointEvery
	return shown, absolute(&job.Out, shown)
}

// start has a training begin with the weights of a file, which it finds in the folder.
func (f *trainFlags) start(job *train.Job, l loaded, p *progress) (*scratch.Folder, error) {
	start, err := beginFrom(l.spec, f.from)
	if err != nil {
		return nil, err
	}
	dir, err := scratch.New()
	if err != nil {
		return nil, err
	}
	if err := start.set(job, dir.Path); err != nil {
		dir.Close()
		return nil, err
	}
	p.say(start.told + "\n")
	return dir, nil
}

// tell prints what a training has come to: as the line that it came in, or in words.
func (f *trainFlags) tell(e train.Event, line []byte, p *progress, stdout, stderr io.Writer) error {
	p.aside = p.aside || e.Event == train.EventDone && isAside(e.Weights, p.weights)
	switch {
	case e.Event == train.EventDiverged:
		fmt.Fprintln(stderr, e.Message)
		p.ships = false
	case e.Event == train.EventNotice && !p.quiet:
		fmt.Fprintln(stderr, "notice:", e.Message)
	}
	if f.json {
		_, err := fmt.Fprintf(stdout, "%s\n", line)
		return err
	}
	return p.print(e)
}

// send ships what was trained, unless better weights were kept.
func (f *trainFlags) send(after *shipment, p *progress, stdout, stderr io.Writer) error {
	if p.aside {
		return refuse(fmt.Errorf("nothing is shipped, because the weights in %s are better", p.weights))
	}
	if f.json {
		stdout = io.Discard
	}
	return after.send(p.weights, stdout, stderr)
}

// checkpointEvery is the time that a training loses at most when it is killed, or its epoch where that takes longer.
const checkpointEvery = time.Minute

// essence is a spec without its empty lines and those of comments.
func essence(src []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(src)) {
		line = strings.TrimRight(line, " \r\n")
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// keepEmbedded refuses to overwrite what the package embeds, unless -o tells to.
func (f *trainFlags) keepEmbedded(l loaded, stderr io.Writer) error {
	path := trained(l)
	if f.out != "" || f.ship || f.folds > 0 || l.spec.Weights == "" || !sameFile(path, l.spec.Path(l.spec.Weights)) {
		return nil
	}
	return say(l, stderr, l.spec.WeightsProblem(fmt.Sprintf("training would overwrite %s, which the package embeds", path),
		fmt.Sprintf("give -o %s to overwrite it, or -o with another name to keep it.", shellQuote(path))))
}

// trained is the weights file of a training without -o.
func trained(l loaded) string {
	return filepath.Join(filepath.Dir(l.path), "trained", l.spec.Model+".safetensors")
}

// output is where the weights go. Without -o that is a folder that version control ignores.
func (f *trainFlags) output(l loaded) (string, error) {
	if f.folds > 0 {
		return trained(l), nil // where nothing is written
	}
	if f.out != "" {
		if err := os.MkdirAll(filepath.Dir(f.out), 0o755); err != nil {
			return "", err
		}
		return f.out, writable(f.out)
	}
	path := trained(l)
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("the folder %s for the weights cannot be made: %s; -o writes them elsewhere", dir, reason(err))
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); errors.Is(err, fs.ErrNotExist) {
		err := nn.SaveFile(ignore, func(w io.Writer) error {
			_, err := io.WriteString(w, "*\n")
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return path, writable(path)
}

// replaceable returns an error if there is anything at path but weights that nngen wrote, or an empty file.
func replaceable(path string) error {
	if path == dash {
		return errDash
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return errors.New(reason(err))
	case info.IsDir():
		return errors.New("that is a folder")
	case !info.Mode().IsRegular():
		return errors.New("that is no regular file")
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return errors.New("there is a file that cannot be read: " + reason(err))
	}
	defer f.Close()
	if _, err := nn.ReadNotes(f); err != nil {
		return errors.New("there is a file that is no weights file of nngen, and it would be lost; give another name with -o")
	}
	return nil
}

// sameFile reports whether two paths lead to one file, which is there.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// writable finds out before the training whether the weights can be saved after it, and that nothing else is lost.
func writable(path string) error {
	for _, p := range []string{path, train.Interrupted(path)} {
		if err := replaceable(p); err != nil {
			return fmt.Errorf("the weights cannot be written to %s: %w", p, err)
		}
	}
	checkpoint := train.Checkpoint(path)
	if _, err := os.Lstat(checkpoint); err == nil && !train.IsCheckpoint(checkpoint) {
		return fmt.Errorf("the weights cannot be written to %s: %s is in the way, which is no checkpoint of a training", path, checkpoint)
	}
	scratch.RemoveFiles(filepath.Dir(path))
	probe, err := scratch.File(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("the weights cannot be written to %s: %s", path, reason(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
