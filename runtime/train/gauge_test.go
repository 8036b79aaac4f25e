package train

import "testing"

// TestLooksAreFew: the rows of looks, each of which costs what ten that are learned do, stay below 3 % of those, however short the
// training is.
func TestLooksAreFew(t *testing.T) {
	for _, test := range []struct{ epochs, looks int }{{160, 1}, {356, 1}, {357, 2}, {1000, 5}} {
		job, f := planeJob(t), linearFake(0.1)
		job.Layers = []Layer{{Number: 1, Activation: "linear", Units: 1, In: 2, Source: -1}}
		job.Batch, job.Epochs = 12, test.epochs // 36 rows to train
		looks := 0
		var last []Gauge
		for _, e := range ran(t, 0, job, f) {
			if e.Event == EventLayers {
				looks, last = looks+1, e.Layers
			}
		}
		if learned := 36 * test.epochs; looks != test.looks || 10*100*f.alone > 3*learned {
			t.Errorf("%d rows learned, and %d in %d looks, not %d", learned, f.alone, looks, test.looks)
		}
		if last[0].Step == nil {
			t.Errorf("%d epochs: no step was weighed", test.epochs)
		}
	}
}
