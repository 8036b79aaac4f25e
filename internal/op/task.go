package op

// Task says what the outputs mean.
type Task struct {
	Name, Doc  string
	Activation string   // of the last layer, when the spec does not say
	Only       bool     // no other activation will do
	Losses     []string // the first is the default
	Units      int      // of the last layer; 0 means any number
	Classes    bool     // a target is the number of one class
	Labels     bool     // labels name what an output stands for
	Metric     string
}

// Tasks is the table of tasks.
var Tasks = []*Task{
	{Name: "regression", Doc: "numbers", Activation: "linear", Losses: []string{"mse", "sse", "mae", "huber"}, Metric: "r2"},
	{Name: "binary", Doc: "one of two classes; the output is the probability of the second", Activation: "sigmoid", Only: true,
		Losses: []string{"binary_cross_entropy"}, Units: 1, Labels: true, Metric: "accuracy"},
	{Name: "multiclass", Doc: "one of several exclusive classes", Activation: "softmax", Only: true,
		Losses: []string{"cross_entropy"}, Classes: true, Labels: true, Metric: "accuracy"},
	{Name: "multilabel", Doc: "any number of labels at once", Activation: "sigmoid", Only: true,
		Losses: []string{"binary_cross_entropy"}, Labels: true, Metric: "accuracy"},
}

// Info describes the entry.
func (t *Task) Info() Info { return Info{t.Name, t.Doc, nil} }
