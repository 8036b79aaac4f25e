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
		got, want := numbersOf(reflect.ValueOf(s.net.Classify(m, &s.xs[i]))), s.decide(widen(s.net.Output(&y)))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			return fmt.Errorf("row %d: %v instead of %v", i, got, want)
		}
	}
	return s.classOf(m)
}

// classOf holds ClassOf against outputs that are a threshold, or lie just below it.
func (s *session[E, In, T, Out]) classOf(m Model[E, In, Out]) error {
	for _, d := range s.net.Decisions {
		for i := d.From; i < d.To && !d.Largest; i++ {
			at := s.threshold(d, i)
			for _, p := range []E{at, at - at/(1<<20)} {
				var y Out
				s.net.Output(&y)[i] = p
				got, want := numbersOf(reflect.ValueOf(s.net.ClassOf(m, &y))), s.decide(widen(s.net.Output(&y)))
				if fmt.Sprint(got) != fmt.Sprint(want) {
					return fmt.Errorf("output %d is %v and its threshold %v: %v instead of %v", i, p, at, got, want)
				}
			}
		}
	}
	return nil
}

// threshold is that of output i.
func (s *session[E, In, T, Out]) threshold(d Decision, i int) E {
	if s.req.Threshold != nil && s.req.Threshold[i] != 0 {
		return E(s.req.Threshold[i])
	}
	return E(d.Threshold)
}

func (s *session[E, In, T, Out]) decide(y []float64) (classes []int) {
	for _, d := range s.net.Decisions {
		best := d.From
		for i := d.From; i < d.To; i++ {
			switch {
			case !d.Largest && y[i] >= float64(s.threshold(d, i)):
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
