package main

import (
	"fmt"
	"regexp"
	"strconv"
)

// shard is one of several parts of a work: I/N, counted from 1.
type shard struct{ number, of int }

var shardText = regexp.MustCompile(`^([1-9][0-9]{0,5})/([1-9][0-9]{0,5})$`)

// String is the shard as it is written.
func (s *shard) String() string { return fmt.Sprintf("%d/%d", s.number, s.of) }

// Set reads a shard.
func (s *shard) Set(text string) error {
	m := shardText.FindStringSubmatch(text)
	if m == nil {
		return fmt.Errorf("write I/N, such as 1/4 for the first of four parts")
	}
	s.number, _ = strconv.Atoi(m[1])
	s.of, _ = strconv.Atoi(m[2])
	if s.number > s.of {
		return fmt.Errorf("there is no part %d of %d", s.number, s.of)
	}
	return nil
}

// Type is how usage calls the value.
func (s *shard) Type() string { return "I/N" }
