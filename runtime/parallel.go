package nn

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// task is work that comes in pieces, which may be done in any order and at the same time.
type task interface {
	piece(i int)
}

// parallel does the pieces of t, 0 to pieces-1, and returns when all are done. It starts at most one goroutine for each
// other core, and none for cores that are busy. If pieces panic, it panics with the value of one of them.
//
// It allocates only where t has to become an interface: t is best a pointer to something that is kept.
func parallel(pieces int, t task) {
	helpers := min(runtime.GOMAXPROCS(0), pieces) - 1 - int(queued.Load())
	if helpers < 1 {
		for i := range pieces {
			t.piece(i)
		}
		return
	}
	c := newCrew()
	c.task, c.pieces = t, int64(pieces)
	c.next.Store(0)
	c.members.Store(int64(helpers) + 1)
	c.undone.Add(pieces)
	queued.Add(int64(helpers))
	for range helpers {
		go c.help()
	}
	c.share()
	c.undone.Wait()
	failure := c.failure
	c.leave()
	if failure != nil {
		panic(failure)
	}
}

// crew is the goroutines that share a task.
type crew struct {
	task    task
	pieces  int64
	next    atomic.Int64 // the piece that nobody has begun
	members atomic.Int64 // who have not left
	undone  sync.WaitGroup
	help    func() // kept, because to start a goroutine from a stored function does not allocate
	failed  sync.Mutex
	failure any // what a piece panicked with
}

var (
	crews  sync.Pool    // of *crew
	queued atomic.Int64 // helpers that wait for a core: while there are any, none is to spare
)

// newCrew returns a crew that has no task.
func newCrew() *crew {
	if c, ok := crews.Get().(*crew); ok {
		return c
	}
	c := new(crew)
	c.help = func() {
		queued.Add(-1)
		c.share()
		c.leave()
	}
	return c
}

// share does pieces as long as there are any.
func (c *crew) share() {
	for {
		i := c.next.Add(1) - 1
		if i >= c.pieces {
			return
		}
		c.do(int(i))
	}
}

func (c *crew) do(i int) {
	defer c.done()
	c.task.piece(i)
}

// done counts a piece, and keeps the value of its panic for the goroutine that waits.
func (c *crew) done() {
	if v := recover(); v != nil {
		c.failed.Lock()
		c.failure = v
		c.failed.Unlock()
	}
	c.undone.Done()
}

// leave ends a member's part. Nobody waits for helpers that come too late for any piece: the last to leave keeps the
// crew for another task.
func (c *crew) leave() {
	if c.members.Add(-1) == 0 {
		c.task, c.failure = nil, nil
		crews.Put(c)
	}
}
