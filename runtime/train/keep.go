package train

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	nn "github.com/nngen/nngen/runtime"
)

// Record says in a weights file how good its weights are, and on which rows.
type Record struct {
	Metric string
	Score  float64
	Rows   string // a hash of the rows, as the network and the score see them
	Data   string // their file, without folders
	Part   string // of the data, as in Event.Part
}

// The keys of a record in the metadata of weights files.
const (
	metricKey = "metric"
	scoreKey  = "score"
	rowsKey   = "rows"
	dataKey   = "data"
	partKey   = "part"
)

func (r Record) notes() []nn.Note {
	return []nn.Note{{Key: metricKey, Text: r.Metric}, {Key: scoreKey, Text: strconv.FormatFloat(r.Score, 'g', -1, 64)}, {Key: rowsKey, Text: r.Rows},
		{Key: dataKey, Text: r.Data}, {Key: partKey, Text: r.Part}}
}

// RecordOf reads the record of a weights file, if there is one.
func RecordOf(path string) (r Record, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return r, false
	}
	defer f.Close()
	notes, err := nn.ReadNotes(f)
	if err != nil {
		return r, false
	}
	for _, n := range notes {
		switch n.Key {
		case metricKey:
			r.Metric = n.Text
		case scoreKey:
			r.Score, err = strconv.ParseFloat(n.Text, 64)
		case rowsKey:
			r.Rows = n.Text
		case dataKey:
			r.Data = n.Text
		case partKey:
			r.Part = n.Text
		}
	}
	return r, err == nil && r.Metric != "" && r.Rows != ""
}

// recordOn is the record of a result on the rows of a part.
func (s *session[E]) recordOn(part string, rows []int, r result) Record {
	return Record{r.metric, r.score, s.hashOf(rows, nil), filepath.Base(cmp.Or(s.job.DataShown, s.job.Data)), part}
}

// hashOf is a hash of rows, as the network and the score see them, and of what they weigh.
func (s *session[E]) hashOf(rows []int, weights []E) string {
	h := sha256.New()
	var b []byte
	add := func(values []E) {
		b = b[:0]
		for _, v := range values {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(v)))
		}
		h.Write(b)
	}
	for _, row := range rows {
		add(s.data.x(row))
		add(s.data.target(row))
	}
	add(weights)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Interrupted is the file beside path for the weights of a training that did not come to its end.
func Interrupted(path string) string {
	const ending = ".safetensors"
	return strings.TrimSuffix(path, ending) + ".interrupted" + ending
}

// kept says where weights went.
type kept struct {
	path   string
	before *float64 // the score on the same rows of the weights that were at Job.Out
}

// keep saves the model, with its record unless that is nil. What a training left that did not come to its end replaces
// no weights that are better on the same rows, or that have a score where it has none: it goes beside them.
func (s *session[E]) keep(whole bool, now *Record) (kept, error) {
	k := kept{path: s.job.Out}
	old, scored := RecordOf(s.job.Out)
	better := scored && now == nil
	if scored && now != nil && old.Metric == now.Metric && old.Rows == now.Rows {
		k.before, better = &old.Score, old.Score > now.Score
	}
	if better && !whole {
		k.path = Interrupted(s.job.Out)
	}
	return k, nn.SaveFile(k.path, func(w io.Writer) error {
		if now == nil {
			return s.model.Write(w)
		}
		return s.model.Write(nn.Annotated{Writer: w, Notes: now.notes()})
	})
}
