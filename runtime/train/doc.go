// Package train trains, evaluates and runs a generated network on CSV data.
//
// nngen builds a small program around a generated package. The program
// describes the package by a [Network] and calls [Main]; Main reads a [Job]
// from the file named by its first argument and does what the job asks for:
//
//   - train: reads the data, splits it, fits the normalization on the training
//     part, trains epoch by epoch, saves the weights and scores them;
//   - eval: loads weights and scores every row of the data;
//   - predict: reads rows from standard input and writes predictions to
//     standard output, in memory that does not grow with the input.
//
// Training and evaluation report by one [Event] per line of standard output,
// as JSON. The package imports the standard library only.
//
// The same job, data and machine give the same bits: the split of the rows is
// a function of the split seed, the order of the rows in epoch e one of the
// seed and e.
package train
