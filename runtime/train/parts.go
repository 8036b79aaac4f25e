package train

import "github.com/nngen/nngen/internal/numbers"

// The words for the parts in Event.Part and Event.Parts.
const (
	trainingPart   = "training"
	validationPart = PartValidation
	testPart       = PartTest
)

// scored is the part that tells how good the weights are: the first there is of test, validation and training.
func (p parts) scored() (name string, rows []int) {
	switch {
	case len(p.test) > 0:
		return testPart, p.test
	case len(p.validation) > 0:
		return validationPart, p.validation
	}
	return trainingPart, p.train
}

// scoreParts scores each part that has rows. One whose outputs are not finite is left out.
func (s *session[E]) scoreParts(p parts) map[string]Scored {
	all := map[string]Scored{}
	for name, rows := range map[string][]int{trainingPart: p.train, validationPart: p.validation, testPart: p.test} {
		if len(rows) == 0 {
			continue
		}
		result, err := s.score(rows)
		if err != nil {
			continue
		}
		of := Scored{Rows: len(rows), Score: result.score}
		if loss := s.loss(rows); numbers.Finite(loss) {
			of.Loss = &loss
		}
		all[name] = of
	}
	return all
}
