package crew

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Task is work that comes in pieces, which may be done in any order and at the same time.
type Task interface {
	Piece(i int)
}

// Parallel does the pieces of t, 0 to pieces-1, and returns when all are done. Goroutines that have a core to themselves
// help. If pieces panic, it panics with the value of one of them.
//
// It allocates only where t has to become an interface: t is best a pointer to something that is kept.
func Parallel(pieces int, t Task) {
	cores := min(runtime.GOMAXPROCS(0), pieces)
	c := claim(cores)
	if c == nil {
		for i := range pieces {
			t.Piece(i)
		}
		return
	}
	c.begin(pieces, t)
	startHelpers(cores - 1)
	c.do(pieces - 1)
	c.share(false)
	c.wait()
	if failure := c.end(); failure != nil {
		panic(failure)
	}
}

// crew is the goroutines that share a task: the caller, and helpers, which look at all crews in turn. What they look at is
// apart from the rest: each time that a line of the cache goes from one core to another takes some 100 ns.
type crew struct {
	shared
	_ [linePair - unsafe.Sizeof(shared{})]byte
	rest
	_ [linePair - unsafe.Sizeof(rest{})]byte
}

// linePair is the bytes of two lines of the cache, since the processor fetches them in pairs.
const linePair = 128

// shared is what a helper reads.
type shared struct {
	open atomic.Uint64 // the pieces that nobody has begun: the first in the upper half, the end in the lower
	left atomic.Int64  // pieces that are not done, and asleep where the caller is
	task Task
}

// rest is what only callers need, and who does the last piece or fails.
type rest struct {
	taken   atomic.Bool // by a caller
	done    sync.Mutex  // for a caller that is asleep
	failing sync.Mutex
	failure any // what a piece panicked with
}

// claim returns a crew that no caller has, or nil where nobody would help: there is but one core, or all crews are at work.
func claim(cores int) *crew {
	if cores < 2 {
		return nil
	}
	for i := range crews {
		if c := &crews[i]; !c.taken.Load() && c.taken.CompareAndSwap(false, true) {
			return c
		}
	}
	return nil
}

// begin opens the pieces of t to helpers, but for the last, which is the caller's.
func (c *crew) begin(pieces int, t Task) {
	c.task = t
	c.left.Store(int64(pieces))
	c.open.Store(uint64(pieces - 1))
}

// end gives the crew back, when all pieces are done, and returns what one panicked with.
func (c *crew) end() any {
	failure := c.failure
	c.task, c.failure = nil, nil
	c.taken.Store(false)
	return failure
}

// share does pieces as long as there are any: helpers from the first on, the caller from the last. So a core finds in
// its cache what it has left there in the task before. The last are the caller's since what stands there in an update are
// the weights of the last layers: small layers that it has computed alone.
//
// A helper may be late: if the crew has got another task by then, a piece that it takes is one of that.
func (c *crew) share(fromFirst bool) {
	for {
		open := c.open.Load()
		first, end := open>>32, open&math.MaxUint32
		if first == end {
			return
		}
		i := first
		if fromFirst {
			first++
		} else {
			end--
			i = end
		}
		if c.open.CompareAndSwap(open, first<<32|end) {
			c.do(int(i))
		}
	}
}

func (c *crew) do(i int) {
	defer c.count()
	c.task.Piece(i)
}

// count counts a piece that is done, and keeps the value of its panic for the goroutine that waits.
func (c *crew) count() {
	if v := recover(); v != nil {
		c.failing.Lock()
		c.failure = v
		c.failing.Unlock()
	}
	if c.left.Add(-1) == asleep {
		c.done.Unlock()
	}
}

// asleep is added to the pieces that are left by a caller that falls asleep.
const asleep = 1 << 32

// wait returns when all pieces are done. Most often that is so soon that it would take longer to fall asleep and be
// woken, by a helper whose core the caller would get, so that the helper in turn would come late to the next task.
func (c *crew) wait() {
	const looks = 300_000 // some 100 µs
	for range looks {
		if c.left.Load() == 0 {
			return
		}
	}
	c.done.Lock()
	if c.left.Add(asleep) != asleep {
		c.done.Lock() // when the last piece is done
	}
	c.done.Unlock()
}
