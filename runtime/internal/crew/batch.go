package crew

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Batch is a batch of examples. Rows computes those from one on to before another; they do not depend on each other.
type Batch interface {
	Rows(from, to int)
}

// batchUnit divides the rows of each block of a batch but the last, where blocks are not as long as they may be.
const batchUnit = 16

// ShareRows computes the n rows of b in blocks of at most most rows, both of which are above 0. If size multiplications for
// each row are worth it, several cores share them. The blocks depend on n, most and size alone, so that the bits do not
// depend on the cores.
func ShareRows(b Batch, n, most, size int) {
	mat.MustFit(n > 0 && most > 0, "ShareRows")
	j, all := batchJobs.Get().(*batchJob), AtMost(int64(n)*int64(size))
	*j = batchJob{batch: b, n: n, rows: most}
	if all >= JoinedSize {
		j.rows = min(most, Evenly(n, Ceil(n, most), batchUnit))
	}
	if blocks := Ceil(n, j.rows); worthSharing(all) {
		j.share(blocks, runtime.GOMAXPROCS(0))
	} else {
		for i := range blocks {
			j.Piece(i)
		}
	}
	*j = batchJob{}
	batchJobs.Put(j)
}

// AtMost is n, or the largest int where n is larger, which 32 bits can bring about.
func AtMost(n int64) int { return int(min(n, math.MaxInt)) }

// busy is how many batches there are of which each core has a block. As long as there are any, no products are shared, since
// nobody would help.
var busy atomic.Int64

// batchJob is a batch that is shared. It is kept, so that nothing is allocated for the next one.
type batchJob struct {
	batch Batch
	n     int
	rows  int // of a block
	begun int // blocks that are no pieces of the task
}

var batchJobs = sync.Pool{New: func() any { return new(batchJob) }}

// share does as many blocks as there are for each core, and then the rest, of which products are shared with the cores that
// have none.
func (j *batchJob) share(blocks, cores int) {
	if full := blocks - blocks%cores; full > 0 {
		j.alone(full)
		j.begun = full
	}
	if rest := blocks - j.begun; rest > 0 {
		Parallel(rest, j)
	}
}

// alone does blocks of which no products are shared.
func (j *batchJob) alone(blocks int) {
	busy.Add(1)
	defer busy.Add(-1)
	Parallel(blocks, j)
}

// Piece computes a block.
func (j *batchJob) Piece(i int) {
	from := (j.begun + i) * j.rows
	j.batch.Rows(from, min(from+j.rows, j.n))
}
