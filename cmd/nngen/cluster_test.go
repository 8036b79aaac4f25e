package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestClusterJobs runs the jobs of examples/cluster with a command in the place of nngen that notes its arguments: each shard
// runs once, and the arguments are right.
func TestClusterJobs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs sh")
	}
	const jobs = "../../examples/cluster/"
	text, err := os.ReadFile(jobs + "kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var job struct {
		Spec struct {
			Completions int
			Template    struct {
				Spec struct {
					Containers []struct{ Command, Args []string }
				}
			}
		}
	}
	if err := yaml.Unmarshal(text, &job); err != nil {
		t.Fatal(err)
	}
	container := job.Spec.Template.Spec.Containers[0]
	var pods, tasks [][]string
	for i := range job.Spec.Completions {
		pods = append(pods, append([]string{fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)}, append(container.Command, container.Args...)...))
	}
	for i := range 8 {
		tasks = append(tasks, []string{fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i+1), "sh", jobs + "slurm.sh"})
	}
	for name, commands := range map[string][][]string{"kubernetes": pods, "slurm": tasks, "xargs": {{"", "sh", jobs + "xargs.sh"}}} {
		t.Run(name, func(t *testing.T) { holdShards(t, commands) })
	}
}

// holdShards runs commands, the first word of each a variable of the environment.
func holdShards(t *testing.T, commands [][]string) {
	dir := t.TempDir()
	noted := filepath.Join(dir, "noted")
	script := "#!/bin/sh\necho \"$*\" >> '" + noted + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "nngen"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, words := range commands {
		cmd := exec.Command(words[1], words[2:]...)
		cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), words[0])
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	text, err := os.ReadFile(noted)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	slices.Sort(lines)
	for i, line := range lines {
		cmd := newPredict()
		if err := cmd.ParseFlags(strings.Fields(line)[1:]); err != nil || len(cmd.Flags().Args()) != 1 {
			t.Errorf("nngen %s: %v", line, err)
		}
		if got, want := cmd.Flag("shard").Value.String(), fmt.Sprintf("%d/%d", i+1, len(lines)); got != want {
			t.Errorf("shard %s, want %s", got, want)
		}
	}
	if len(lines) != 8 {
		t.Errorf("%d shards", len(lines))
	}
}
