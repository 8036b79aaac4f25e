package main

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/nngen/nngen/runtime/train"
)

// jobText says how the spec has rows read.
//
//go:embed job.json
var jobText []byte

// newScorer makes what answers rows. It holds the model, so that a worker makes it and nothing sends it.
func newScorer(keep []string, job *train.Job) (*train.Scorer, error) {
	job.Keep, job.BadRows = keep, train.Skip
	return train.NewScorer(job, network())
}

func newJob() (*train.Job, error) {
	job := new(train.Job)
	if err := json.Unmarshal(jobText, job); err != nil {
		return nil, fmt.Errorf("job.json: %w", err)
	}
	return job, nil
}
