package train

import "fmt"

// classOutcome is how often a class is learned, and how often it is found among the rows scored.
type classOutcome struct {
	name            string
	learned, scored int // rows
	recall          float64
}

// classOutcomes are those of a network whose only head has classes.
func (s *session[E]) classOutcomes(rows []int, m Measures) (list []classOutcome) {
	head := s.job.views()[0]
	if len(s.job.Heads) > 0 || !head.hasClasses() {
		return nil
	}
	counts := s.countClasses(head, rows)
	for k, name := range head.classTexts() {
		list = append(list, classOutcome{name, counts[k], m.Support[name], m.Recall[name]})
	}
	return list
}

// unbalanced recognizes a class so rare that the network does without it.
func unbalanced(o *outcome) *notice {
	if o.job.BalanceClasses || o.job.ClassWeights != nil || o.job.Threshold != 0 || o.job.FindThreshold != "" {
		return nil // somebody has seen to it
	}
	var worst *classOutcome
	most := 0
	for i := range o.classes {
		c := &o.classes[i]
		most = max(most, c.learned)
		if c.learned > 0 && c.scored >= 5 && c.recall < 0.5 && (worst == nil || c.learned < worst.learned) {
			worst = c
		}
	}
	if worst == nil || most < 5*worst.learned {
		return nil
	}
	part := o.part
	if part == "" {
		part = trainingPart
	}
	return &notice{CodeUnbalanced, fmt.Sprintf("class %s has %d of the %d rows that were learned, and %.0f of its %d rows in the %s part are found: so few hardly count in the loss; "+
		"try class_weights: balanced under train", plain(worst.name), worst.learned, o.training.Rows, worst.recall*float64(worst.scored), worst.scored, part)}
}
