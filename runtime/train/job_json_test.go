package train

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestJobJSON(t *testing.T) {
	job := planeJob(t)
	job.Data, job.DataShown, job.Weights, job.Out = "a\xff.csv", "b\xfe", "c\xfd.safetensors", ""
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	got := new(Job)
	if err := json.Unmarshal(text, got); err != nil || !reflect.DeepEqual(got, job) {
		t.Errorf("%v\n%+v\n%+v", err, got, job)
	}
}
