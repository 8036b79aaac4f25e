package csv

import (
	"io"
	"runtime"
)

// Each reads a file to its end on as many cores as there are: parse turns blocks into results, several at a time, and
// collect gets these in the order of the file. An error of collect ends the reading.
func Each[R any](r *Reader, parse func(*Block) R, collect func(R) error) error {
	workers := runtime.GOMAXPROCS(0)
	if workers == 1 {
		return inTurn(r, parse, collect)
	}
	type job struct {
		block  *Block
		result chan R // of one
		err    error
	}
	work, order, stop := make(chan job), make(chan job, workers), make(chan struct{})
	free := make(chan *Block, 2*workers+2)
	for range cap(free) {
		free <- &Block{}
	}
	go func() {
		defer close(order)
		defer close(work)
		for {
			j := job{block: <-free, result: make(chan R, 1)}
			j.err = r.Next(j.block)
			select {
			case <-stop:
				return
			case order <- j:
			}
			if j.err != nil {
				return
			}
			work <- j
		}
	}()
	for range workers {
		go func() {
			for j := range work {
				j.result <- parse(j.block)
				free <- j.block
			}
		}()
	}
	defer close(stop)
	for j := range order {
		if j.err == io.EOF {
			return nil
		}
		if j.err != nil {
			return j.err
		}
		if err := collect(<-j.result); err != nil {
			return err // the others end at stop: results wait for nobody
		}
	}
	return nil
}

func inTurn[R any](r *Reader, parse func(*Block) R, collect func(R) error) error {
	b := &Block{}
	for {
		if err := r.Next(b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := collect(parse(b)); err != nil {
			return err
		}
	}
}
