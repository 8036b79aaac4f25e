package train

import "encoding/json"

// plainJob is a job in JSON, where a text is UTF-8. Paths need not be, so that they stand there a second time.
type plainJob struct {
	*bareJob
	Paths [][]byte
}

type bareJob Job // without methods

func (j *Job) paths() []*string {
	return []*string{&j.Data, &j.DataShown, &j.Weights, &j.Out, &j.OutShown, &j.From, &j.FoldsOut, &j.Plot, &j.TargetFile, &j.TargetFileShown}
}

// MarshalJSON writes the job for the program that does it.
func (j *Job) MarshalJSON() ([]byte, error) {
	p := plainJob{bareJob: (*bareJob)(j)}
	for _, path := range j.paths() {
		p.Paths = append(p.Paths, []byte(*path))
	}
	return json.Marshal(p)
}

// UnmarshalJSON reads what MarshalJSON has written.
func (j *Job) UnmarshalJSON(text []byte) error {
	p := plainJob{bareJob: (*bareJob)(j)}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	paths := j.paths()
	for i, path := range p.Paths[:min(len(p.Paths), len(paths))] {
		*paths[i] = string(path)
	}
	return nil
}
