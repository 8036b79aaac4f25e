package ir

// Run is N entries that lie side by side in the result and in the operand.
type Run struct{ To, From, N int }

// Blocked makes blocks of runs of an operand: those of one length and at equal distances are one block.
func Blocked(arg int, runs []Run) (list []Block) {
	for at := 0; at < len(runs); {
		first, n := runs[at], 1
		dst, src := 0, 0
		for ; at+n < len(runs) && runs[at+n].N == first.N; n++ {
			to, from := runs[at+n].To-runs[at+n-1].To, runs[at+n].From-runs[at+n-1].From
			if n == 1 {
				dst, src = to, from
			}
			if to != dst || from != src || from < 0 {
				break
			}
		}
		list = append(list, NewBlock(arg, first.To, first.From, []int{n, first.N}, []int{dst, 1}, []int{src, 1}))
		at += n
	}
	return list
}
