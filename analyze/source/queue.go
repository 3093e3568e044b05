package source

import "sync"

// queue hands folders to a bounded number of workers until none is left and no worker can add one.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting []folder
	busy    int
	workers int
}

func newQueue(first folder, workers int) *queue {
	q := &queue{waiting: []folder{first}, workers: workers}
	q.changed.L = &q.mu
	return q
}

// run calls read for each folder, and puts what it gives back into the queue.
func (q *queue) run(read func(folder) []folder) {
	var all sync.WaitGroup
	for range q.workers {
		all.Go(func() {
			for {
				f, ok := q.take()
				if !ok {
					return
				}
				q.done(read(f))
			}
		})
	}
	all.Wait()
}

// take waits for a folder; not ok when none will come. The newest goes first, which keeps the queue
// short on deep trees.
func (q *queue) take() (folder, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && q.busy > 0 {
		q.changed.Wait()
	}
	last := len(q.waiting) - 1
	if last < 0 {
		return folder{}, false
	}
	f := q.waiting[last]
	q.waiting = q.waiting[:last]
	q.busy++
	return f, true
}

func (q *queue) done(next []folder) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.busy--
	q.waiting = append(q.waiting, next...)
	if len(next) > 0 || q.busy == 0 {
		q.changed.Broadcast()
	}
}
