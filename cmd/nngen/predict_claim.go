package main

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
	"path/filepath"
	"slices"

	"github.com/nngen/nngen/internal/scratch"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/train"
)

// claimName is the file in a folder of predictions that says what made them.
const claimName = "nngen-predict.json"

// predictClaim is what the predictions in a folder depend on beside the rows.
type predictClaim struct {
	Log     string   `json:"log"`
	Spec    string   `json:"spec"`
	Weights string   `json:"weights"` // SHA-256 of the file
	Keep    []string `json:"keep"`
	BadRows string   `json:"bad_rows"`
}

// claim makes the folder one for the predictions of this model, or finds out that it is. Of processes that do so at once the
// first is right.
func claim(dir string, files []train.File, job *train.Job, l loaded) error {
	c := predictClaim{Log: "nngen predict 1", Spec: essence(l.src), Keep: slices.Concat([]string{}, job.Keep), BadRows: job.BadRows}
	sum := sha256.New()
	err := nn.LoadFile(job.Weights, func(r io.Reader) error {
		_, err := io.Copy(sum, r)
		return err
	})
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return err
	}
	c.Weights = hex.EncodeToString(sum.Sum(nil))
	path := filepath.Join(dir, claimName)
	stranger := slices.IndexFunc(files, func(f train.File) bool { // before the claim: whoever has written one has claimed the folder
		_, err := os.Lstat(f.Out)
		return err == nil
	})
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if stranger >= 0 {
			return fmt.Errorf("there is %s, which predict has not written: give another folder with --out", files[stranger].OutShown)
		}
		if err := c.write(path); err != nil {
			return fmt.Errorf("predictions cannot be written to %s: %s", dir, reason(err))
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %s", path, reason(err))
	}
	return c.held(path, text)
}

// write writes the claim, whole, unless there is one.
func (c *predictClaim) write(path string) error {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	f, err := scratch.File(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := errors.Join(f.Close(), saveBytes(f.Name(), append(text, '\n'))); err != nil { // as the umask lets it be read
		return err
	}
	if err := os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(f.Name(), path) // where there are no links
}

// held holds the claim against what stands in the folder.
func (c *predictClaim) held(path string, text []byte) error {
	var was predictClaim
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&was); err != nil || was.Log != c.Log {
		return fmt.Errorf("%s does not say what the predictions beside it are of: give another folder with --out, or remove this one", path)
	}
	what := ""
	switch {
	case was.Spec != c.Spec:
		what = "the spec was another one: " + train.DifferingLine(was.Spec, c.Spec)
	case was.Weights != c.Weights:
		what = "the weights were other ones"
	case !slices.Equal(was.Keep, c.Keep):
		what = fmt.Sprintf("--keep was %q, and now %q", was.Keep, c.Keep)
	case was.BadRows != c.BadRows:
		what = fmt.Sprintf("--bad-rows was %s, and now %s", was.BadRows, c.BadRows)
	default:
		return nil
	}
	return fmt.Errorf("the predictions in %s are not of this run: %s; give another folder with --out, or remove this one to begin anew", filepath.Dir(path), what)
}
