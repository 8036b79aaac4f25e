package nn

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Batch is a batch of examples. Rows computes those from one on to before another; they do not depend on each other.
type Batch interface {
	Rows(from, to int)
}

// batchUnit divides the rows of each block of a batch but the last.
const batchUnit = 16

// ShareRows computes the n rows of b in blocks of at most most rows. If size multiplications for each row are worth it,
// several cores share them. The blocks depend on n and most alone, so that the bits do not depend on the cores.
func ShareRows(b Batch, n, most, size int) {
	j := batchJobs.Get().(*batchJob)
	*j = batchJob{b, n, min(most, evenly(n, ceil(n, most), batchUnit))}
	blocks := ceil(n, j.rows)
	if worthSharing(n * size) {
		if blocks >= runtime.GOMAXPROCS(0) {
			busy.Add(1)
			defer busy.Add(-1)
		}
		parallel(blocks, j)
	} else {
		for i := range blocks {
			j.piece(i)
		}
	}
	*j = batchJob{}
	batchJobs.Put(j)
}

// busy is how many batches there are of which each core has blocks: their products are not shared, since nobody would help.
var busy atomic.Int64

// batchJob is a batch that is shared. It is kept, so that nothing is allocated for the next one.
type batchJob struct {
	batch Batch
	n     int
	rows  int // of a block
}

var batchJobs = sync.Pool{New: func() any { return new(batchJob) }}

func (j *batchJob) piece(i int) {
	from := i * j.rows
	j.batch.Rows(from, min(from+j.rows, j.n))
}
