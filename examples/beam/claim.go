package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// claim is what the answers in a folder depend on beside the rows. It stands in the folder, so that the answers of two models,
// or of other columns, never lie there together, and no file of somebody else's is written over.
type claim struct {
	Log       string   `json:"log"`
	Model     string   `json:"model"` // SHA-256 of the weights, and of how rows are read
	Keep      []string `json:"keep"`
	Format    string   `json:"format"`
	PartBytes int64    `json:"part_bytes"`
}

func (s *Settings) claim() (*claim, error) {
	model, err := network().Load("")
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	if err := model.Write(sum); err != nil {
		return nil, err
	}
	sum.Write(jobText)
	return &claim{"nngen beam 1", hex.EncodeToString(sum.Sum(nil)), slices.Concat([]string{}, s.Keep), s.Format, s.PartBytes}, nil
}

func (s *Settings) claimFile() string { return s.Out + "/nngen-beam.json" }

// claimed refuses a folder with answers of another run, or with files of somebody else's where answers are to be.
func (s *Settings) claimed(ctx context.Context, list []Part) error {
	fs, err := filesystem.New(ctx, s.Out)
	if err != nil {
		return err
	}
	defer fs.Close()
	there, err := exists(ctx, fs, s.claimFile())
	if err != nil {
		return fmt.Errorf("%s: %w", s.Out, err)
	}
	if !there {
		return s.strangers(ctx, fs, list)
	}
	text, err := filesystem.Read(ctx, fs, s.claimFile())
	if err != nil {
		return fmt.Errorf("%s: %w", s.claimFile(), err)
	}
	now, err := s.claim()
	if err != nil {
		return err
	}
	was := new(claim)
	if err := json.Unmarshal(text, was); err != nil || was.Log != now.Log {
		return fmt.Errorf("%s does not say what the answers beside it are of: give another folder with -out, or remove this one", s.claimFile())
	}
	if what := was.differs(now); what != "" {
		return fmt.Errorf("the answers in %s are not of this run: %s; give another folder with -out, or remove this one to begin anew", s.Out, what)
	}
	return nil
}

func (c *claim) differs(now *claim) string {
	switch {
	case c.Model != now.Model:
		return "the model was another one"
	case !slices.Equal(c.Keep, now.Keep):
		return fmt.Sprintf("-keep was %q, and now %q", c.Keep, now.Keep)
	case c.Format != now.Format:
		return fmt.Sprintf("-out-format was %s, and now %s", c.Format, now.Format)
	case c.PartBytes != now.PartBytes:
		return fmt.Sprintf("-part-bytes was %d, and now %d", c.PartBytes, now.PartBytes)
	}
	return ""
}

// strangers refuses files that nobody has claimed where answers are to be.
func (s *Settings) strangers(ctx context.Context, fs filesystem.Interface, list []Part) error {
	names, err := namesIn(ctx, fs, s.Out)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Out, err)
	}
	for _, part := range list {
		if slices.Contains(names, baseOf(s.answers(part.Name))) {
			return fmt.Errorf("there is %s, which this program has not written: give another folder with -out", s.answers(part.Name))
		}
	}
	return nil
}

// writeClaim claims the folder.
func (s *Settings) writeClaim(ctx context.Context) error {
	c, err := s.claim()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		return err
	}
	return save(ctx, s.claimFile(), func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}

// overItself refuses to write answers over the rows.
func (s *Settings) overItself(part Part) error {
	in, out := part.In, s.answers(part.Name)
	same := in == out
	if !isRemote(in) && !isRemote(out) {
		same = filepath.Clean(in) == filepath.Clean(out)
		a, errA := os.Stat(in)
		b, errB := os.Stat(out)
		same = same || errA == nil && errB == nil && os.SameFile(a, b)
	}
	if same {
		return fmt.Errorf("the answers to %s would be written over it: give another folder with -out", in)
	}
	return nil
}
