package train

import (
	"encoding/json"
	"io"
	"slices"
)

// The values of Event.Event.
const (
	EventWarning     = "warning"     // something is unwise: Message
	EventNotice      = "notice"      // training showed something of the data or the network: Code, Message, which also says what to try
	EventReading     = "reading"     // with Job.Live: Rows so far
	EventStep        = "step"        // with Job.Live: Rows of Epoch that are learned, of Epochs
	EventResumed     = "resumed"     // training goes on from a checkpoint, after Epoch; BestEpoch
	EventFold        = "fold"        // with Job.Folds: Fold, Rows, Epochs, BestEpoch, Metric, Score, Measures
	EventPilot       = "pilot"       // with Job.Refit: Fold, Epochs, BestEpoch, Metric, Score on the rows that it does not learn from
	EventRefit       = "refit"       // with Job.Refit: Rows are learned in Epochs
	EventStart       = "start"       // the data is read: Rows, Train, Validation, Test, LeftOut
	EventEpoch       = "epoch"       // an epoch is over: Epoch, Epochs, Loss and, with a validation part, ValidationLoss, Metric, ValidationScore
	EventLayers      = "layers"      // now and then after an epoch: Epoch, Layers
	EventStopped     = "stopped"     // before the last epoch: Epoch, BestEpoch; early stopping unless there is a Message
	EventInterrupted = "interrupted" // the user asked to stop: Epoch
	EventDiverged    = "diverged"    // no finite loss in Epoch: Message; BestEpoch is the epoch kept, absent if none
	EventRates       = "rates"       // of ModeRates: Rates, Losses, Smoothed
	EventDetail      = "detail"      // with Job.Report, before done or eval: Detail
	EventDone        = "done"        // Metric, Score, Baseline, Measures, Heads, Part, Parts, Epochs, BestEpoch, Weights, Line; with Job.Folds: Metric, Score (the mean), Deviation, Scores, Folds; of ModeRates: LearningRate, absent where there is none to suggest, Reason, Plot; of ModeTrial: Metric, Score, Loss, Part, Epochs, BestEpoch, with Job.Folds Deviation and Scores, or a Message and no score
	EventEval        = "eval"        // Metric, Score, Baseline, Measures, Heads, Part, Loss, Rows, LeftOut
	EventError       = "error"       // Message
)

// Event is one line of what train and eval print. Fields that do not belong
// to the event are absent.
type Event struct {
	Event string `json:"event"`

	Rows       int `json:"rows,omitempty"`
	Train      int `json:"train,omitempty"`
	Validation int `json:"validation,omitempty"`
	Test       int `json:"test,omitempty"`
	LeftOut    int `json:"left_out,omitempty"` // rows whose target is missing; Rows does not count them

	Fold      int       `json:"fold,omitempty"`   // counted from 1
	Scores    []float64 `json:"scores,omitempty"` // of the folds
	Deviation *float64  `json:"deviation,omitempty"`
	Folds     string    `json:"folds,omitempty"` // the file with the predictions

	Rates        []float64 `json:"rates,omitempty"`
	Losses       []float64 `json:"losses,omitempty"` // at each rate
	Smoothed     []float64 `json:"smoothed,omitempty"`
	LearningRate *float64  `json:"learning_rate,omitempty"` // suggested
	Reason       string    `json:"reason,omitempty"`
	Plot         string    `json:"plot,omitempty"` // the file with the curve

	Epoch     int  `json:"epoch,omitempty"`      // counted from 1
	Epochs    *int `json:"epochs,omitempty"`     // epoch: asked for; done: finished
	BestEpoch int  `json:"best_epoch,omitempty"` // the epoch whose weights are kept

	Loss            *float64 `json:"loss,omitempty"`
	ValidationLoss  *float64 `json:"validation_loss,omitempty"`
	ValidationScore *float64 `json:"validation_score,omitempty"`

	Layers []Gauge `json:"layers,omitempty"`

	Parts    map[string]Scored `json:"parts,omitempty"` // done: how each part is scored, by the words that Part has
	Measures                   // done, eval: of the rows scored

	Heads map[string]HeadScore `json:"heads,omitempty"` // done, eval: of several, by name; Score is that of the first

	Metric      string    `json:"metric,omitempty"` // "accuracy" or "r2"
	Score       *float64  `json:"score,omitempty"`
	ScoreBefore *float64  `json:"score_before,omitempty"` // done: of the weights that were there before, on the same rows
	Baseline    *Baseline `json:"baseline,omitempty"`     // done, eval: what the simplest answer scores
	Part        string    `json:"part,omitempty"`         // the rows scored. done: "test", "validation" or "training"; eval: a value of Job.Part
	Weights     string    `json:"weights,omitempty"`
	Line        *Line     `json:"line,omitempty"`

	Code    string `json:"code,omitempty"` // notice: what was seen
	Message string `json:"message,omitempty"`

	Detail *Detail `json:"detail,omitempty"`
}

// Scored is how the weights that are kept do on a part. Loss is absent where it is not finite.
type Scored struct {
	Rows  int      `json:"rows"`
	Loss  *float64 `json:"loss,omitempty"`
	Score float64  `json:"score"`
}

// Line is a linear unit in raw units: y = Intercept + Σ Slopes[i]·x[i].
type Line struct {
	Intercept float64   `json:"intercept"`
	Slopes    []float64 `json:"slopes"`
}

// events writes Events. After an error it writes nothing more.
type events struct {
	w     io.Writer
	err   error
	quiet bool // leave out what tells how training goes
}

func (e *events) emit(event Event) {
	if e.err != nil || e.quiet && !slices.Contains([]string{EventWarning, EventResumed, EventInterrupted}, event.Event) {
		return
	}
	e.err = json.NewEncoder(e.w).Encode(event)
}
