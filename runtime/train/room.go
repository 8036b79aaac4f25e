package train

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// room holds the rows of a file against the memory that there is.
type room struct {
	name     string
	rowBytes int64
	size     int64 // of the file, or the least that it can have
	free     int64 // bytes; math.MaxInt64 if that is not known
	read     int64 // bytes of the file
	asked    int   // rows at the last check
}

func newRoom(name string, rowBytes, size int64) *room {
	return &room{name: name, rowBytes: rowBytes, size: size, free: freeMemory()}
}

// check compares what all rows will take with what there is, by those that were read from so many bytes more: once the
// first are there, and again when they have doubled.
func (m *room) check(rows, bytes int) error {
	m.read += int64(bytes)
	if rows == 0 || rows < 2*m.asked {
		return nil
	}
	m.asked = rows
	all := float64(rows) * max(1, float64(m.size)/float64(m.read))
	if need := all * float64(m.rowBytes); need > float64(m.free) {
		return fmt.Errorf("%s: about %.0f rows take %s in memory, but there are %s; train on fewer rows",
			m.name, all, inBytes(need), inBytes(float64(m.free)))
	}
	return nil
}

func inBytes(n float64) string {
	if n < 1e9 {
		return fmt.Sprintf("%.0f MB", n/1e6)
	}
	return fmt.Sprintf("%.1f GB", n/1e9)
}

// freeMemory is how many bytes the process may still take, as the system, its control group and GOMEMLIMIT say.
func freeMemory() int64 {
	free := debug.SetMemoryLimit(-1)
	if kilobytes, ok := field("/proc/meminfo", "MemAvailable:"); ok {
		free = min(free, kilobytes<<10)
	}
	const group = "/sys/fs/cgroup/"
	text, err := os.ReadFile(group + "memory.max")
	limit, err2 := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if used, ok := field(group+"memory.stat", "anon"); ok && err == nil && err2 == nil {
		free = min(free, max(0, limit-used))
	}
	return free
}

// field is the number behind a word at the beginning of a line.
func field(path, word string) (int64, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == word {
			n, err := strconv.ParseInt(f[1], 10, 64)
			return n, err == nil && n < math.MaxInt64>>10
		}
	}
	return 0, false
}
