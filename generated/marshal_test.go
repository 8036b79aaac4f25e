package generated_test

import (
	"bytes"
	"encoding"
	"encoding/gob"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/generated/custom"
	"github.com/nngen/nngen/generated/digitsconv"
	"github.com/nngen/nngen/generated/digittraits"
	"github.com/nngen/nngen/generated/house"
	"github.com/nngen/nngen/generated/iris"
	"github.com/nngen/nngen/generated/penguins"
	"github.com/nngen/nngen/generated/vanishing"
)

// TestWeightsAreOutOfReach holds that neither a model nor a trainer has a field that a user of the package could name.
func TestWeightsAreOutOfReach(t *testing.T) {
	for _, typ := range []reflect.Type{reflect.TypeFor[iris.Model](), reflect.TypeFor[iris.Trainer](), reflect.TypeFor[custom.Model]()} {
		for _, f := range reflect.VisibleFields(typ) {
			if f.IsExported() {
				t.Errorf("%s has %s", typ, f.Name)
			}
		}
	}
}

// TestModelsHoldNumbers holds that a model has no pointers, since Pretrained makes it of memory in which the garbage collector looks for none.
func TestModelsHoldNumbers(t *testing.T) {
	for _, typ := range []reflect.Type{
		reflect.TypeFor[iris.Model](), reflect.TypeFor[custom.Model](), reflect.TypeFor[digitsconv.Model](), reflect.TypeFor[digittraits.Model](),
		reflect.TypeFor[house.Model](), reflect.TypeFor[penguins.Model](), reflect.TypeFor[vanishing.Model](),
	} {
		mustHoldNumbers(t, typ, typ)
	}
}

func mustHoldNumbers(t *testing.T, in, typ reflect.Type) {
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			mustHoldNumbers(t, in, typ.Field(i).Type)
		}
	case reflect.Array:
		mustHoldNumbers(t, in, typ.Elem())
	case reflect.Float32, reflect.Float64, reflect.Uint8, reflect.Uint16, reflect.Bool, reflect.Int:
	default:
		t.Errorf("%s has a %s", in, typ)
	}
}

// wrapped is a model within what a user writes.
type wrapped struct {
	Name  string
	Model *iris.Model
}

func TestModelsGoThroughEncodings(t *testing.T) {
	m := iris.Pretrained()
	for name, c := range map[string]struct {
		write func(v any) ([]byte, error)
		read  func(data []byte, v any) error
	}{
		"json": {json.Marshal, json.Unmarshal},
		"gob": {func(v any) ([]byte, error) {
			var b bytes.Buffer
			err := gob.NewEncoder(&b).Encode(v)
			return b.Bytes(), err
		}, func(data []byte, v any) error { return gob.NewDecoder(bytes.NewReader(data)).Decode(v) }},
	} {
		data, err := c.write(wrapped{"flowers", m})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got wrapped
		if err := c.read(data, &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		x := iris.Input{5.1, 3.5, 1.4, 0.2}
		if got.Name != "flowers" || got.Model.Forward(&x) != m.Forward(&x) || *got.Model != *m.Clone() {
			t.Errorf("%s: another model came back", name)
		}
		iris.NewTrainer(got.Model) // it is not the shared one
	}
}

func TestMarshalBinaryIsTheWeightsFile(t *testing.T) {
	var file bytes.Buffer
	if err := iris.Pretrained().Write(&file); err != nil {
		t.Fatal(err)
	}
	if data, err := iris.Pretrained().MarshalBinary(); err != nil || !bytes.Equal(data, file.Bytes()) {
		t.Errorf("%d bytes, %v; the file has %d", len(data), err, file.Len())
	}
}

func TestTrainersGoThroughEncodings(t *testing.T) {
	xs, ts := []iris.Input{{1, 2, 3, 4}, {4, 3, 2, 1}}, []iris.Target{iris.Setosa, iris.Virginica}
	a := iris.New(1)
	first := iris.NewTrainer(a)
	first.SetEpoch(3)
	first.Step(xs, ts)
	data, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	b := a.Clone()
	second := iris.NewTrainer(b)
	if err := json.Unmarshal(data, second); err != nil {
		t.Fatal(err)
	}
	first.Step(xs, ts)
	second.Step(xs, ts)
	if *a != *b {
		t.Error("training went on elsewhere")
	}
	if err := json.Unmarshal(data, new(iris.Trainer)); err == nil || !strings.Contains(err.Error(), "NewTrainer") {
		t.Errorf("a trainer without a model: %v", err)
	}
}

// TestUnmarshalLeavesAlone holds that what is wrong is an error and changes nothing.
func TestUnmarshalLeavesAlone(t *testing.T) {
	m := iris.New(1)
	trainer := iris.NewTrainer(m)
	trainer.Step([]iris.Input{{1, 2, 3, 4}}, []iris.Target{iris.Setosa})
	good, _ := m.MarshalBinary()
	state, _ := trainer.MarshalBinary()
	other, _ := custom.New(1).MarshalBinary()
	kept := m.Clone()
	for name, c := range map[string]struct {
		into encoding.BinaryUnmarshaler
		data []byte
	}{
		"nothing":               {m, nil},
		"half":                  {m, good[:len(good)/2]},
		"more":                  {m, append(bytes.Clone(good), 0)},
		"a state":               {m, state},
		"another network":       {m, other},
		"weights for a trainer": {trainer, good},
		"half a state":          {trainer, state[:len(state)-1]},
		"more than a state":     {trainer, append(bytes.Clone(state), state...)},
	} {
		if err := c.into.UnmarshalBinary(c.data); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for _, text := range []string{`{}`, `{"W1":[1]}`, `"A"`, `"not base64!"`, `[]`, `1`, `""`} {
		if err := json.Unmarshal([]byte(text), m); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
	if after, _ := trainer.MarshalBinary(); *m != *kept || !bytes.Equal(after, state) {
		t.Error("something was changed")
	}
}

func TestUnmarshalOfTheSharedModelPanics(t *testing.T) {
	data, _ := iris.New(1).MarshalBinary()
	defer func() {
		if text, _ := recover().(string); !strings.HasPrefix(text, "UnmarshalBinary: Pretrained is one model") {
			t.Errorf("%q", text)
		}
	}()
	iris.Pretrained().UnmarshalBinary(data)
}
