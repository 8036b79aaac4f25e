package train

import "slices"

// FirstRows reads the file of a job as training would, and returns the inputs of its first rows, raw, and at most so many.
func FirstRows[E Float](job *Job, most int) ([][]E, error) {
	of := *job
	of.enough = most
	d, err := readDataset[E](&of, job.NumInputs)
	if err != nil {
		return nil, err
	}
	rows := make([][]E, min(most, d.rows()))
	for i := range rows {
		rows[i] = slices.Clone(d.x(i))
	}
	return rows, nil
}
