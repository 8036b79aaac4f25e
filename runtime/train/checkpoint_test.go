package train

import (
	"encoding/binary"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// WriteState and ReadState of a fake keep the number of its steps.
func (f *fake[E, In, T, Out]) WriteState(w io.Writer) error {
	return binary.Write(w, binary.LittleEndian, uint64(len(f.steps)))
}

func (f *fake[E, In, T, Out]) ReadState(r io.Reader) error {
	var n uint64
	err := binary.Read(r, binary.LittleEndian, &n)
	f.steps = make([][]In, n)
	return err
}

// leftAt is a job of 8 epochs whose training was killed after so many, with the checkpoint that it had then.
func leftAt(t *testing.T, epochs int) *Job {
	job := planeJob(t)
	job.Epochs, job.Patience, job.CheckpointEvery, job.Spec = 8, 5, time.Nanosecond, "layers: [{units: 1}]\nseed: 1\n"
	f := linearFake(0.1)
	net := f.network()
	stop := &stopAt{epochs: epochs}
	s := &session[float64]{job: job, net: untyped(net), events: &events{w: stop}}
	if err := s.run(); err != nil {
		t.Fatal(err)
	}
	return job
}

// stopAt fails, as a pipe does that nobody reads, when so many epochs were reported.
type stopAt struct{ epochs int }

func (s *stopAt) Write(line []byte) (int, error) {
	if strings.Contains(string(line), `"event":"epoch"`) {
		if s.epochs--; s.epochs == 0 {
			return 0, io.ErrClosedPipe
		}
	}
	return len(line), nil
}

// TestResumeGivesTheSameBytes: a training that goes on ends where one ends that was never stopped, whenever it was.
func TestResumeGivesTheSameBytes(t *testing.T) {
	whole := planeJob(t)
	whole.Epochs, whole.Patience = 8, 5
	ran(t, 0, whole, linearFake(0.1))
	want := read(t, whole.Out)
	for at := 1; at < 8; at++ {
		job := leftAt(t, at)
		if at > 1 && !IsCheckpoint(Checkpoint(job.Out)) {
			t.Fatalf("after %d epochs there is no checkpoint", at)
		}
		job.Resume = true
		all := ran(t, 0, job, linearFake(0.1))
		if got := kinds(all); !strings.HasPrefix(got, "start resumed") {
			t.Errorf("stopped after %d: %s", at, got)
		}
		if read(t, job.Out) != want {
			t.Errorf("stopped after %d, the weights are others", at)
		}
		if _, err := os.Stat(Checkpoint(job.Out)); !os.IsNotExist(err) {
			t.Errorf("stopped after %d, the checkpoint is left: %v", at, err)
		}
	}
}

// TestResumeRefusesAnother: a checkpoint of another training is refused with what differs, a broken one too.
func TestResumeRefusesAnother(t *testing.T) {
	for want, change := range map[string]func(job *Job){
		`where it said "seed: 1" it says "seed: 2"`: func(job *Job) { job.Spec = "layers: [{units: 1}]\nseed: 2\n" },
		"the seed was 1, and is 4":                  func(job *Job) { job.Seed = 4 },
		"it was to take 8 epochs, and now 9":        func(job *Job) { job.Epochs = 9 },
		"the data had 60 rows, and has 61":          func(job *Job) { job.Data = write(t, "more.csv", plane()+"1,2,3\n") },
		"the data has other values": func(job *Job) {
			job.Data = write(t, "other.csv", strings.Replace(plane(), "100,0,305", "100,0,306", 1))
		},
		"the data has other values, or": func(job *Job) { // only what rows weigh
			text := strings.ReplaceAll(plane(), "\n", ",2\n")
			job.Weight, job.Data = "w", write(t, "weighed.csv", strings.Replace(text, "y,2", "y,w", 1))
		},
		"it is damaged": func(job *Job) {
			path := Checkpoint(job.Out)
			text := []byte(read(t, path))
			text[len(text)-1] ^= 1
			os.WriteFile(path, text, 0o644)
		},
		"that is no checkpoint": func(job *Job) { os.WriteFile(Checkpoint(job.Out), []byte("mine"), 0o644) },
	} {
		job := leftAt(t, 3)
		job.Resume = true
		change(job)
		all := ran(t, 1, job, linearFake(0.1))
		if last := all[len(all)-1]; last.Event != EventError || !strings.Contains(last.Message, want) {
			t.Errorf("got %q, want %q", last.Message, want)
		}
	}
}

// TestResumeWithoutACheckpoint begins at the beginning, and says so.
func TestResumeWithoutACheckpoint(t *testing.T) {
	job := planeJob(t)
	job.Resume, job.OutShown = true, "w.safetensors"
	var said string
	for _, e := range ran(t, 0, job, linearFake(0.1)) {
		said += e.Message
	}
	if !strings.Contains(said, "there is no checkpoint w.safetensors.checkpoint: training begins at the beginning") {
		t.Error(said)
	}
}
