package train

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	nn "github.com/nngen/nngen/runtime"
)

// record says in a weights file how good its weights are, and on which rows.
type record struct {
	metric string
	score  float64
	rows   string // a hash of the rows, as the network and the score see them
}

// The keys of a record in the metadata of weights files.
const (
	metricKey = "metric"
	scoreKey  = "score"
	rowsKey   = "rows"
)

func (r record) notes() []nn.Note {
	return []nn.Note{{Key: metricKey, Text: r.metric}, {Key: scoreKey, Text: strconv.FormatFloat(r.score, 'g', -1, 64)}, {Key: rowsKey, Text: r.rows}}
}

// recordOf reads the record of a weights file, if there is one.
func recordOf(path string) (r record, ok bool) {
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
			r.metric = n.Text
		case scoreKey:
			r.score, err = strconv.ParseFloat(n.Text, 64)
		case rowsKey:
			r.rows = n.Text
		}
	}
	return r, err == nil && r.metric != "" && r.rows != ""
}

// recordOn is the record of a result on rows.
func (s *session[E, In, T, Out]) recordOn(rows []int, r result) record {
	h := sha256.New()
	var b []byte
	for _, row := range rows {
		b = b[:0]
		for _, values := range [][]E{s.net.Input(s.data.x(row)), s.data.target(row)} {
			for _, v := range values {
				b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(v)))
			}
		}
		h.Write(b)
	}
	return record{r.metric, r.score, hex.EncodeToString(h.Sum(nil)[:16])}
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
func (s *session[E, In, T, Out]) keep(whole bool, now *record) (kept, error) {
	k := kept{path: s.job.Out}
	old, scored := recordOf(s.job.Out)
	better := scored && now == nil
	if scored && now != nil && old.metric == now.metric && old.rows == now.rows {
		k.before, better = &old.score, old.score > now.score
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
