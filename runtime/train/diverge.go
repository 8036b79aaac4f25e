package train

import (
	"errors"
	"fmt"
	"math"

	"github.com/nngen/nngen/internal/numbers"
)

func checkTrained[E Float](loss float64, params []E) error {
	if err := checkLoss("training loss", loss); err != nil {
		return err
	}
	if !allFinite(params) {
		return errors.New("a weight is no longer finite")
	}
	return nil
}

func checkLoss(name string, loss float64) error {
	if numbers.Finite(loss) {
		return nil
	}
	if math.IsNaN(loss) {
		return fmt.Errorf("the %s became NaN", name)
	}
	return fmt.Errorf("the %s became infinite", name)
}

// advice is the message for a training that diverged in epoch e.
func advice(job *Job, e, kept int, problem error) string {
	try := "lower the learning rate"
	if !normalizes(job.NormalizeInputs) {
		try += " or normalize the inputs (normalize: standard)"
	}
	weights := fmt.Sprintf("the weights of epoch %d are kept", kept)
	if kept == 0 {
		weights = "no epoch was finished, so no weights are written"
	}
	return fmt.Sprintf("%s in epoch %d; %s; %s", problem, e, try, weights)
}
