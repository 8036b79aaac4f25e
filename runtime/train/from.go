package train

// Range are the entries From … To-1.
type Range struct{ From, To int }

// begin makes the model to be trained: with random weights, or with those of Job.From but for Job.Fresh.
func (s *session[E]) begin() error {
	s.model = s.net.New(s.job.Seed)
	if s.job.From == "" {
		return nil
	}
	fresh, params := make([]E, s.net.NumParams), make([]E, s.net.NumParams)
	s.model.Params(fresh)
	var err error
	if s.model, err = s.net.Load(s.job.From); err != nil {
		return err
	}
	s.model.Params(params)
	for _, r := range s.job.Fresh {
		copy(params[r.From:r.To], fresh[r.From:r.To])
	}
	s.model.SetParams(params)
	return nil
}
