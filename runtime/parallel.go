package nn

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// task is work that comes in pieces, which may be done in any order and at the same time.
type task interface {
	piece(i int)
}

// parallel does the pieces of t, 0 to pieces-1, and returns when all are done. Goroutines that have a core to themselves
// help. If pieces panic, it panics with the value of one of them.
//
// It allocates only where t has to become an interface: t is best a pointer to something that is kept.
func parallel(pieces int, t task) {
	cores := min(runtime.GOMAXPROCS(0), pieces)
	if cores < 2 {
		for i := range pieces {
			t.piece(i)
		}
		return
	}
	c := newCrew(pieces, t)
	place := c.announce()
	startHelpers(cores - 1)
	c.share(false)
	if place != nil {
		place.Store(nil)
	}
	c.wait()
	failure := c.failure
	c.leave()
	if failure != nil {
		panic(failure)
	}
}

// crew is the goroutines that share a task.
type crew struct {
	task    task
	open    atomic.Uint64 // the pieces that nobody has begun: the first in the upper half, the end in the lower
	left    atomic.Int64  // pieces that are not done
	members atomic.Int64  // who have not left; nobody joins a crew that has none
	done    sync.Mutex    // locked until all are
	failed  sync.Mutex
	failure any // what a piece panicked with
}

var crews = sync.Pool{New: func() any {
	c := new(crew)
	c.done.Lock()
	return c
}}

// newCrew returns a crew with the caller as its only member.
func newCrew(pieces int, t task) *crew {
	c := crews.Get().(*crew)
	c.task = t
	c.left.Store(int64(pieces))
	c.open.Store(uint64(pieces))
	c.members.Store(1)
	return c
}

// share does pieces as long as there are any: helpers from the first on, the caller from the last. So a core finds in
// its cache what it has left there in the task before. The last are the caller's since what stands there in an update are
// the weights of the last layers: small layers that it has computed alone.
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
	c.task.piece(i)
}

// count counts a piece that is done, and keeps the value of its panic for the goroutine that waits.
func (c *crew) count() {
	if v := recover(); v != nil {
		c.failed.Lock()
		c.failure = v
		c.failed.Unlock()
	}
	if c.left.Add(-1) == 0 {
		c.done.Unlock()
	}
}

// wait returns when all pieces are done. Most often that is so soon that it would take longer to fall asleep and be
// woken, by a helper whose core the caller would get, so that the helper in turn would come late to the next task.
func (c *crew) wait() {
	const looks = 300_000 // some 100 µs
	for range looks {
		if c.left.Load() == 0 {
			break
		}
	}
	c.done.Lock() // and so it stays, for the next task
}

// join makes a helper a member, unless nobody is one any more.
func (c *crew) join() bool {
	for {
		n := c.members.Load()
		if n == 0 {
			return false
		}
		if c.members.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// leave ends a member's part. Nobody waits for helpers that come too late for any piece: the last to leave keeps the
// crew for another task.
func (c *crew) leave() {
	if c.members.Add(-1) == 0 {
		c.task, c.failure = nil, nil
		crews.Put(c)
	}
}
