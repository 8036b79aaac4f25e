package codegen_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
)

// TestStatesOfOtherOptimizers: no trainer reads the state of another optimizer, in all 20 pairs of the five, and each reads
// its own.
func TestStatesOfOtherOptimizers(t *testing.T) {
	thorough.Only(t)
	m := newModule(t)
	var imports, made strings.Builder
	for _, o := range []string{"sgd", "adam", "adamw", "rmsprop", "adagrad"} {
		m.add(o, generate(t, "{version: 1, model: "+o+", inputs: 4, layers: [{units: 3, activation: relu}, {units: 2}], output: {task: regression}, "+
			"train: {optimizer: {name: "+o+", learning_rate: 0.1}}}"))
		fmt.Fprintf(&imports, "\t%q\n", "github.com/nngen/nngen/packages/"+o)
		fmt.Fprintf(&made, "\t\t%q: func() trainer { return %[1]s.NewTrainer(%[1]s.New(1)) },\n", o)
	}
	m.write("packages/pairs/pairs_test.go", fmt.Appendf(nil, `package pairs

import (
	"bytes"
	"io"
	"strings"
	"testing"

%s)

type trainer interface {
	WriteState(io.Writer) error
	ReadState(io.Reader) error
	MarshalBinary() ([]byte, error)
}

func TestPairs(t *testing.T) {
	made := map[string]func() trainer{
%s	}
	for from := range made {
		for to := range made {
			var state bytes.Buffer
			if err := made[from]().WriteState(&state); err != nil {
				t.Fatal(err)
			}
			into := made[to]()
			before, _ := into.MarshalBinary()
			err := into.ReadState(&state)
			after, _ := into.MarshalBinary()
			switch {
			case !bytes.Equal(before, after):
				t.Errorf("%%s into %%s changed it", from, to)
			case from == to && err != nil:
				t.Errorf("%%s into its own: %%v", from, err)
			case from != to && (err == nil || !strings.Contains(err.Error(), "was written by "+from+", but this trainer's optimizer is "+to)):
				t.Errorf("%%s into %%s: %%v", from, to, err)
			}
		}
	}
}
`, imports.String(), made.String()))
	m.run("test")
}
