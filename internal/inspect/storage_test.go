package inspect

import "testing"

// TestBytesOfStorage: what is kept in fewer bits takes fewer bytes, small layers of int8 and biases apart.
func TestBytesOfStorage(t *testing.T) {
	for storage, want := range map[string][2]int{
		"full":     {4 * (100*200 + 100), 4 * (10*100 + 10)},
		"bfloat16": {2*100*200 + 4*100, 2*10*100 + 4*10},
		"int8":     {100*200 + 4*100 + 4*100, 4 * (10*100 + 10)},
	} {
		d, err := New(parse(t, "{version: 1, model: a, inputs: 200, layers: [{units: 100}, {units: 10}], output: {task: regression}, weights_storage: "+storage+"}"))
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]int{d.Layers[0].Bytes, d.Layers[1].Bytes}; got != want {
			t.Errorf("%s: %v bytes, want %v", storage, got, want)
		}
	}
}
