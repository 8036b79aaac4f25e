package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// process is a peer that runs.
type process struct {
	peer
	version string
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
}

// start builds and starts the peers named, or all. One that cannot be built is left out with a message; only ours must be.
func start(b *builder, names, cpus []string) ([]*process, error) {
	var all []string
	for _, p := range b.peers() {
		all = append(all, p.name)
	}
	if err := known("peer", names, all); err != nil {
		return nil, err
	}
	var list []*process
	for _, p := range b.peers() {
		if len(names) > 0 && !slices.Contains(names, p.name) {
			continue
		}
		argv, err := p.build()
		if err != nil {
			if p.name == ours {
				return nil, err
			}
			fmt.Fprintf(os.Stderr, "compare: %s is left out: %v\n", p.name, firstLines(err))
			continue
		}
		r, err := launch(p, argv, cpus)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		list = append(list, r)
	}
	return list, nil
}

// launch starts a peer on as many of the processors as it has cores.
func launch(p peer, argv, cpus []string) (*process, error) {
	cores := max(1, p.cores)
	if _, err := exec.LookPath("taskset"); err == nil {
		argv = append([]string{"taskset", "-c", strings.Join(cpus[:min(cores, len(cpus))], ",")}, argv...)
	}
	r := &process{peer: p, cmd: exec.Command(argv[0], argv[1:]...)}
	r.cmd.Env = append(append(fair(os.Environ()), "GOMAXPROCS="+strconv.Itoa(cores)), p.env...)
	r.cmd.Stderr = os.Stderr
	in, errIn := r.cmd.StdinPipe()
	out, errOut := r.cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut); err != nil {
		return nil, err
	}
	r.in, r.out = in, bufio.NewScanner(out)
	if err := r.cmd.Start(); err != nil {
		return nil, err
	}
	var err error
	r.version, err = r.ask("version")
	return r, err
}

// fair leaves out what would have PyTorch's products run on another kernel than the one made for this processor.
func fair(environ []string) []string {
	return slices.DeleteFunc(environ, func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return name == "OPENBLAS_CORETYPE" || name == "OPENBLAS_L2_SIZE"
	})
}

// ask sends a request and returns the answer.
func (p *process) ask(request string) (string, error) {
	if _, err := fmt.Fprintln(p.in, request); err != nil {
		return "", err
	}
	if !p.out.Scan() {
		return "", errors.Join(errors.New("no answer to "+request), p.out.Err())
	}
	return p.out.Text(), nil
}

// firstLines is the beginning of what a build says.
func firstLines(err error) string {
	lines := strings.SplitN(err.Error(), "\n", 4)
	return strings.Join(lines[:min(3, len(lines))], "\n  ")
}
