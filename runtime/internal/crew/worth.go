package crew

// ParallelSize is how many multiplications a product must have to be shared between cores, and JoinedSize how many
// while helpers are about, so that no core has to be woken.
const ParallelSize, JoinedSize = 4_000_000, 3 << 19

// worthSharing reports whether so many multiplications are worth sharing.
func worthSharing(size int) bool {
	return size >= ParallelSize || size >= JoinedSize && Joined()
}

// SharesNow reports whether a product of so many multiplications is to be shared: it is worth it, and others may help.
func SharesNow(size int) bool { return worthSharing(size) && !Occupied() }

// Joined reports whether helpers are about.
func Joined() bool { return helpers.Load() > 0 }

// Occupied reports whether each core has a block of a batch, so that nobody would help.
func Occupied() bool { return busy.Load() > 0 }
