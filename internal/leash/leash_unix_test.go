//go:build unix

package leash

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary stand for a parent, for a program on a leash, and for one that does not want to end.
func TestMain(m *testing.M) {
	switch os.Getenv("LEASH_ROLE") {
	case "program":
		Hold()
		fmt.Println(os.Getpid())
		time.Sleep(time.Minute)
	case "stubborn":
		signal.Ignore(syscall.SIGTERM)
		Hold()
		fmt.Println(os.Getpid())
		time.Sleep(time.Minute)
	case "parent":
		child := Program(context.Background(), os.Args[0])
		if os.Args[1] == "tree" {
			child = Tree(context.Background(), "/bin/sh", "-c", "sleep 60 & echo $!; wait")
		}
		child.Env = append(os.Environ(), "LEASH_ROLE="+os.Args[1])
		child.Stdout = os.Stdout
		fmt.Fprintln(os.Stderr, child.Run())
	default:
		os.Exit(m.Run())
	}
}

// TestParentKilled: whoever a process runs, and what that runs in turn, is gone a second after it was killed.
func TestParentKilled(t *testing.T) {
	for _, role := range []string{"program", "stubborn", "tree"} {
		t.Run(role, func(t *testing.T) {
			parent := exec.Command(os.Args[0], role)
			parent.Env = append(os.Environ(), "LEASH_ROLE=parent")
			out, err := parent.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := parent.Start(); err != nil {
				t.Fatal(err)
			}
			line, err := bufio.NewReader(out).ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			pid, err := strconv.Atoi(strings.TrimSpace(line))
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond) // until the guard stands
			parent.Process.Kill()
			parent.Wait()
			for range 100 {
				if ended(pid) {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
			t.Errorf("process %d lives on", pid)
			syscall.Kill(pid, syscall.SIGKILL)
		})
	}
}

// ended reports whether there is no such process, or one that nobody has waited for.
func ended(pid int) bool {
	if syscall.Kill(pid, 0) == syscall.ESRCH {
		return true
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

// TestCancel: a context that is done ends a tree with all that it has started, and KillAll whatever runs.
func TestCancel(t *testing.T) {
	for _, end := range []string{"context", "KillAll"} {
		ctx, cancel := context.WithCancel(context.Background())
		c := Tree(ctx, "/bin/sh", "-c", "sleep 60 & wait")
		start := time.Now()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if end == "KillAll" {
			KillAll()
		}
		cancel()
		if err := c.Wait(); err == nil || time.Since(start) > 10*time.Second {
			t.Errorf("%s: %v after %v", end, err, time.Since(start))
		}
	}
}
