package train

import (
	"cmp"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// Measures is what people look at beside the score. What does not belong to the task, or is not defined for the rows, is
// absent. The definitions are scikit-learn's; where a quotient is 0/0, it is 0.
type Measures struct {
	// Labels are the keys of the maps in the spec's order: classes, labels, or the names of several outputs.
	Labels []string `json:"labels,omitempty"`

	// Of classes, and of the labels of a multilabel task, by their text. F1 is 2·precision·recall/(precision + recall),
	// MacroF1 its mean over the classes that a target or an answer is of, or over all labels. Support counts the rows of each.
	Precision map[string]float64 `json:"precision,omitempty"`
	Recall    map[string]float64 `json:"recall,omitempty"`
	F1        map[string]float64 `json:"f1,omitempty"`
	Support   map[string]int     `json:"support,omitempty"`
	MacroF1   *float64           `json:"macro_f1,omitempty"`

	AUC     *float64 `json:"auc,omitempty"`      // binary: the area under the ROC curve
	LogLoss *float64 `json:"log_loss,omitempty"` // classes: the mean of -log of the probability of the target
	ECE     *float64 `json:"ece,omitempty"`      // classes: expected calibration error over 15 intervals

	// Threshold is the probability from which on the answer is the positive class of a binary task, or Thresholds that of each label,
	// where the spec says it or how it is found.
	Threshold  *float64           `json:"threshold,omitempty"`
	Thresholds map[string]float64 `json:"thresholds,omitempty"`

	// Confusion counts rows by target and answer, for up to MaxConfusion classes; both are in the order of Labels.
	// Confused are the pairs mistaken most often, where there are more.
	Confusion [][]int    `json:"confusion,omitempty"`
	Confused  []Confused `json:"confused,omitempty"`

	// Of regression, in raw units: root mean square and mean absolute error over rows and outputs, and the mean of the
	// outputs' R². Outputs has each output's own, where there are several.
	RMSE    *float64          `json:"rmse,omitempty"`
	MAE     *float64          `json:"mae,omitempty"`
	R2      *float64          `json:"r2,omitempty"`
	Outputs map[string]Errors `json:"outputs,omitempty"`
}

// Errors are those of one output of a regression, in raw units.
type Errors struct {
	RMSE float64 `json:"rmse"`
	MAE  float64 `json:"mae"`
	R2   float64 `json:"r2"`
}

// Confused is a pair of classes, and how many rows of one were taken for the other.
type Confused struct {
	Target string `json:"target"`
	Answer string `json:"answer"`
	Rows   int    `json:"rows"`
}

// MaxConfusion is the largest number of classes whose pairs are counted in a matrix. Of more classes the worst pairs are told.
const (
	MaxConfusion = 20
	worstPairs   = 10
)

// measure scores a head on rows, and measures what the score does not tell.
func (s *session[E]) measure(head view, rows []int) (result, error) {
	if head.Task == Regression {
		return s.scoreRegression(head, rows)
	}
	m, by := newAnswers(head.Task, head.answerTexts(), bitSize[E]()), s.thresholds.of(head)
	m.by = appendFloats(nil, by)
	var p, t []float64
	right := 0
	err := s.forwardHead(head, rows, func(y, target []E) {
		right += rightAnswers(head.Task, y, target, by)
		p, t = appendFloats(p[:0], y), appendFloats(t[:0], target)
		m.add(p, t)
	})
	return result{
		metric: "accuracy", score: float64(right) / float64(len(rows)*head.targets), measures: m.measures(), reliability: reliabilities(m.probabilities.rows),
	}, err
}

// answerTexts name the classes or labels that an answer is of.
func (j *Job) answerTexts() []string {
	if j.hasClasses() {
		return j.classTexts()
	}
	return outputColumns(j)
}

func appendFloats[E Float](list []float64, values []E) []float64 {
	for _, v := range values {
		list = append(list, float64(v))
	}
	return list
}

// answers add up what the outputs of a network say of classes or labels.
type answers struct {
	task                 string
	by                   thresholds[float64]
	texts                []string
	targets, said, right []int          // rows by class or label: that are of it, that are said to be, and both
	mistaken             map[[2]int]int // rows by target and answer
	probabilities        probabilities
}

func newAnswers(task string, texts []string, bits int) *answers {
	n := len(texts)
	return &answers{
		task: task, texts: texts, targets: make([]int, n), said: make([]int, n), right: make([]int, n),
		mistaken: map[[2]int]int{}, probabilities: probabilities{bits: bits},
	}
}

// add adds one row.
func (a *answers) add(y, target []float64) {
	switch a.task {
	case Multilabel:
		for k := range y {
			a.count(k, target[k] >= 0.5, a.by.yes(k, y[k]))
		}
	case Binary:
		a.class(int(target[0]), numbers.Bit(a.by.yes(0, y[0])))
		a.probabilities.add(y[0], target[0] == 1)
	default:
		want, best := int(target[0]), argmax(y)
		a.class(want, best)
		a.probabilities.addClass(y[want], y[best], want == best)
	}
}

func (a *answers) class(target, answer int) {
	a.count(target, true, target == answer)
	if target != answer {
		a.count(answer, false, true)
		a.mistaken[[2]int{target, answer}]++
	}
}

func (a *answers) count(k int, is, said bool) {
	a.targets[k] += numbers.Bit(is)
	a.said[k] += numbers.Bit(said)
	a.right[k] += numbers.Bit(is && said)
}

// measures are those of the rows added so far.
func (a *answers) measures() Measures {
	m := Measures{Labels: a.texts, Precision: map[string]float64{}, Recall: map[string]float64{}, F1: map[string]float64{}, Support: map[string]int{}}
	sum, n := 0.0, 0
	for k, text := range a.texts {
		m.Precision[text] = ratio(a.right[k], a.said[k])
		m.Recall[text] = ratio(a.right[k], a.targets[k])
		m.F1[text] = ratio(2*a.right[k], a.said[k]+a.targets[k])
		m.Support[text] = a.targets[k]
		if a.task == Multilabel || a.said[k]+a.targets[k] > 0 {
			sum, n = sum+m.F1[text], n+1
		}
	}
	if n > 0 {
		m.MacroF1 = new(sum / float64(n))
	}
	switch {
	case a.by == nil:
	case a.task == Binary:
		m.Threshold = &a.by[0]
	default:
		m.Thresholds = map[string]float64{}
		for k, text := range a.texts {
			m.Thresholds[text] = a.by[k]
		}
	}
	if a.task != Multilabel {
		a.confusion(&m)
		a.probabilities.measures(&m, a.task == Binary)
	}
	return m
}

func ratio(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// confusion tells which classes are taken for which.
func (a *answers) confusion(m *Measures) {
	if len(a.texts) > MaxConfusion {
		m.Confused = a.worst()
		return
	}
	for k := range a.texts {
		row := make([]int, len(a.texts))
		row[k] = a.right[k]
		m.Confusion = append(m.Confusion, row)
	}
	for pair, n := range a.mistaken {
		m.Confusion[pair[0]][pair[1]] = n
	}
}

// worst are the pairs of classes that are mistaken most often, of equals in the order of the classes.
func (a *answers) worst() []Confused {
	var pairs [][2]int
	for pair := range a.mistaken {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(p, q [2]int) int {
		return cmp.Or(a.mistaken[q]-a.mistaken[p], p[0]-q[0], p[1]-q[1])
	})
	var list []Confused
	for _, p := range pairs[:min(worstPairs, len(pairs))] {
		list = append(list, Confused{a.texts[p[0]], a.texts[p[1]], a.mistaken[p]})
	}
	return list
}

// values adds up the errors of the outputs of a regression.
type values struct {
	squares, absolute []float64 // Σ(t-y)² and Σ|t-y| of each output
}

func newValues(width int) *values {
	return &values{make([]float64, width), make([]float64, width)}
}

// measures are those of n rows, whose targets are spread like that.
func (v *values) measures(names []string, targets []spread, n int) Measures {
	var m Measures
	all, rows := Errors{}, float64(n)
	of := map[string]Errors{}
	for j, target := range targets {
		r2 := determination(v.squares[j], rows*target.deviation*target.deviation)
		all.R2 += r2
		all.RMSE += v.squares[j]
		all.MAE += v.absolute[j]
		of[names[j]] = Errors{RMSE: math.Sqrt(v.squares[j] / rows), MAE: v.absolute[j] / rows, R2: r2}
	}
	width := float64(len(targets))
	m.RMSE, m.MAE, m.R2 = new(math.Sqrt(all.RMSE/(rows*width))), new(all.MAE/(rows*width)), new(all.R2/width)
	if len(targets) > 1 {
		m.Labels, m.Outputs = names, of
	}
	return m
}
