package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// trainedModel is the model of a spec whose outputs verify compares: with the weights of the flag, which must fit, else with those of the spec.
// Where these are not there yet, there is none; where they do not fit, it warns, since most of what is compared goes by weights that are
// drawn, which a spec changed since its training has as well. What needs them refuses them itself.
func trainedModel(l loaded, flag string, needed bool, stderr io.Writer) (m *verify.Trained, err error) {
	path := flag
	switch {
	case flag != "":
		if _, err := fittingWeights(l.spec, flag); err != nil {
			return nil, refuse(err)
		}
	case l.spec.Weights == "":
		return nil, nil
	default:
		path = l.spec.Path(l.spec.Weights)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if _, err := fittingWeights(l.spec, path); err != nil {
			if !needed && l.spec.Storage == spec.Full {
				warn(l, stderr, l.spec.WeightsProblem(err.Error(), "what verify says is of weights that it draws, not of these."))
			}
			return nil, nil
		}
	}
	m = &verify.Trained{Weights: path}
	if m.Tensors, err = readTensors(l.spec, path); err != nil {
		return nil, refuse(err)
	}
	m.Data, m.Rows = firstRows(l, stderr)
	return m, absolute(&m.Path, path)
}

// warn tells of a problem that keeps nothing from being done.
func warn(l loaded, stderr io.Writer, d diag.Diagnostic) {
	d.Severity = diag.Warning
	diag.Render(stderr, l.src, diag.List{d})
}

// firstRows are rows of the spec's data; none where the file is not there, or cannot be read, of which it warns.
func firstRows(l loaded, stderr io.Writer) (shown string, rows [][]float64) {
	var from dataFlags
	job := newJob(l.spec, train.ModeEval)
	if l.spec.Data.File == "" || from.set(job, l, io.Discard) != nil {
		return "", nil
	}
	var err error
	if l.spec.Precision == spec.Float64 {
		rows, err = train.FirstRows[float64](job, verify.TrainedRows)
	} else {
		rows, err = wideRows(train.FirstRows[float32](job, verify.TrainedRows))
	}
	if err != nil {
		warn(l, stderr, l.spec.DataProblem(err.Error(), "the outputs of the weights are compared on rows that are drawn."))
		return "", nil
	}
	return job.DataShown, rows
}

// wideRows are rows in float64, in which the oracle computes.
func wideRows(rows [][]float32, err error) (wide [][]float64, _ error) {
	for _, row := range rows {
		list := make([]float64, len(row))
		for i, v := range row {
			list[i] = float64(v)
		}
		wide = append(wide, list)
	}
	return wide, err
}
