package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/nngen/nngen/spec"
)

// ensemble is a spec with another number of members.
func ensemble(l loaded, members int) (loaded, error) {
	if members < 1 {
		return l, errors.New("--ensemble must be at least 1")
	}
	if members == l.spec.Members() {
		return l, nil
	}
	l.src, l.changed = l.spec.Rewrite(l.src, []spec.Setting{spec.Set("train.ensemble", strconv.Itoa(members))}), true
	l.spec, l.problems = spec.Parse(l.path, l.src)
	if l.spec == nil {
		return l, refuse(fmt.Errorf("--ensemble %d: %s", members, l.problems[0].Message))
	}
	return l, nil
}
