package probe

import (
	"fmt"
	"reflect"
)

// Decision says how Classify decides about the outputs From ≤ i < To: which is the largest, or for each of them whether
// it is at least the Threshold.
type Decision struct {
	From, To  int
	Largest   bool
	Threshold float64
}

// classify holds Classify against the outputs of Forward.
func (s *session[E, In, T, Out]) classify() error {
	if s.net.Classify == nil {
		return nil
	}
	m := s.model()
	for i := range s.xs {
		y := m.Forward(&s.xs[i])
		got, want := numbersOf(reflect.ValueOf(s.net.Classify(m, &s.xs[i]))), decide(s.net.Decisions, widen(s.net.Output(&y)))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			return fmt.Errorf("row %d: %v instead of %v", i, got, want)
		}
	}
	return nil
}

func decide(list []Decision, y []float64) (classes []int) {
	for _, d := range list {
		best := d.From
		for i := d.From; i < d.To; i++ {
			switch {
			case !d.Largest && y[i] >= d.Threshold:
				classes = append(classes, 1)
			case !d.Largest:
				classes = append(classes, 0)
			case y[i] > y[best]:
				best = i
			}
		}
		if d.Largest {
			classes = append(classes, best-d.From)
		}
	}
	return classes
}

// numbersOf flattens what Classify returns: a class, a bool, an array of bools, or a struct of these.
func numbersOf(v reflect.Value) (list []int) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return []int{1}
		}
		return []int{0}
	case reflect.Array:
		for i := range v.Len() {
			list = append(list, numbersOf(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			list = append(list, numbersOf(v.Field(i))...)
		}
	default:
		list = append(list, int(v.Int()))
	}
	return list
}

// classNames holds the names of classes against those of the spec.
func (s *session[E, In, T, Out]) classNames() error {
	for i, want := range s.net.Labels {
		got, parsed, err := s.net.Class(i)
		if got != want || parsed != i || err != nil {
			return fmt.Errorf("class %d is %q instead of %q; that is parsed as %d, %v", i, got, want, parsed, err)
		}
	}
	return nil
}
