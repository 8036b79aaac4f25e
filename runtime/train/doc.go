// Package train trains, evaluates and runs a generated network on CSV data.
//
// nngen builds a small program around a generated package. The program
// describes the package by a [Network] and calls [Main]; Main reads a [Job]
// from the file named by its first argument and does what the job asks for:
//
//   - train: reads the data, splits it, fits the normalization on the training
//     part, trains epoch by epoch, saves the weights and scores them;
//   - rates: tries learning rates on the training part, from tiny to far too large,
//     and suggests one;
//   - trial: trains and scores on the validation part or on folds, but never on
//     the test part, and keeps no weights;
//   - eval: loads weights and scores every row of the data;
//   - predict: reads rows from standard input and writes predictions to
//     standard output, in memory that does not grow with the input.
//
// The program for a package iris is
//
//	type model = train.Model[float32, iris.Input, iris.Output]
//	type trainer = train.Trainer[float32, iris.Input, iris.Target]
//
//	func main() {
//		train.Main(train.Network[float32, iris.Input, iris.Target, iris.Output]{
//			NumParams:  iris.NumParams,
//			New:        func(seed uint64) model { return iris.New(seed) },
//			Load:       func(path string) (model, error) { return iris.Load(path) },
//			NewTrainer: func(m model) trainer { return iris.NewTrainer(m.(*iris.Model)) },
//			Input:      func(x *iris.Input) []float32 { return x[:] },
//			Output:     func(y *iris.Output) []float32 { return y[:] },
//			SetTarget:  func(t *iris.Target, v []float32) { *t = iris.Target(v[0]) },
//		})
//	}
//
// where SetTarget is copy(t[:], v) for every task but multiclass.
//
// Training and evaluation report by one [Event] per line of standard output,
// as JSON. The package imports the standard library only.
//
// The same job, data and machine give the same bits: the split of the rows is
// a function of the split seed, the order of the rows in epoch e one of the
// seed and e.
package train
