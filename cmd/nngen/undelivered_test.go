package main

import (
	"bytes"
	"errors"
	"strings"
	"syscall"
	"testing"
)

// fullDisk takes some bytes and then no more.
type fullDisk struct {
	room int
	err  error
}

func (d *fullDisk) Write(p []byte) (int, error) {
	n := min(d.room, len(p))
	if d.room -= n; n < len(p) {
		return n, d.err
	}
	return n, nil
}

// TestUndelivered: a result that cannot be written is a failure, of every command that prints some, at its first byte and
// later; where nobody reads any more there is no message.
func TestUndelivered(t *testing.T) {
	const spec = "../../examples/specs/iris.yaml"
	full := errors.New("write results: no room")
	for _, args := range []string{"help", "help train", "train --help", "--help", "completion bash", "completion zsh", "completion fish",
		"completion powershell", "explain", "explain dim-mismatch", "ops", "ops --format json", "schema", "version",
		"inspect " + spec, "inspect --format json " + spec, "inspect --format dot " + spec, "inspect --format svg " + spec, "check --format json " + spec, "check --data " + spec} {
		for _, test := range []struct {
			disk fullDisk
			want string
		}{
			{fullDisk{0, full}, "nngen: write results: no room\n"},
			{fullDisk{2, full}, "nngen: write results: no room\n"},
			{fullDisk{0, syscall.EPIPE}, ""},
		} {
			var messages bytes.Buffer
			if status := run(strings.Fields(args), strings.NewReader(""), &test.disk, &messages); status != 1 || !strings.HasSuffix(messages.String(), test.want) || test.want == "" && messages.Len() > 0 {
				t.Errorf("%s with room for %d: exit status %d, %q", args, test.disk.room, status, messages.String())
			}
		}
	}
}
