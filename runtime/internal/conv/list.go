package conv

// listed says where windows and their taps lie in a map, whose entries may lie in any order.
type listed struct {
	groups     []group
	rows, line int  // of the map that the windows see
	padded     bool // that is a copy with zeros around it
	each       bool // each channel sees its own
}

// group are windows that see the same taps.
type group struct {
	n       int    // windows
	windows []spot // in the map and in the result; the last is there again until there are whole sixes
	taps    []spot // in the map, from the first tap of a window, and in the weights
}

// spot is where something lies in two lists.
type spot struct{ in, to int32 }

// windowsAtOnce is how many windows kernels compute at a time.
const windowsAtOnce = 6

// list lists the windows. Where each channel sees its own, those that see beyond the map have fewer taps: a copy of the map would take as
// long as the sums. Others see a copy.
func (w *Window) list() *listed {
	l := &listed{rows: w.In[1], line: w.In[2], each: w.Groups > 1}
	if l.each && l.group(w) {
		return l
	}
	l.rows, l.line, l.padded = w.around()
	copied := *w
	copied.Before, copied.In[1], copied.In[2] = [2]int{}, l.rows, l.line
	l.group(&copied)
	return l
}

// around is the size of a map in which all windows see something, and whether it is a copy with zeros around the map.
func (w *Window) around() (rows, line int, padded bool) {
	last := func(d int) int { return (w.Out[1+d]-1)*w.Stride[d] + (w.Kernel[d]-1)*w.Dilation[d] }
	rows, line = w.In[1], w.In[2]
	if padded = w.Before != [2]int{} || last(0) >= rows || last(1) >= line; padded {
		rows, line = last(0)+1, last(1)+1
	}
	return rows, line, padded
}

// group finds the groups. It reports whether there are some: a window that sees nothing has none.
func (l *listed) group(w *Window) bool {
	l.groups = nil
	known := map[[4]int]int{}
	for i := range w.Out[1] {
		top, bottom := w.seen(0, i)
		for j := range w.Out[2] {
			left, right := w.seen(1, j)
			if top >= bottom || left >= right {
				return false
			}
			taps := [4]int{top, bottom, left, right}
			g, found := known[taps]
			if !found {
				g = len(l.groups)
				known[taps] = g
				l.groups = append(l.groups, group{taps: l.taps(w, taps)})
			}
			l.groups[g].add(spot{l.at(w, 0, i*w.Stride[0]-w.Before[0], j*w.Stride[1]-w.Before[1]), int32((i*w.Out[2] + j) * w.Out[0])})
		}
	}
	for i := range l.groups {
		l.groups[i].fill()
	}
	return true
}

func (g *group) add(window spot) { g.windows = append(g.windows, window) }

// fill repeats the last window until there are whole sixes.
func (g *group) fill() {
	for g.n = len(g.windows); len(g.windows)%windowsAtOnce > 0; {
		g.add(g.windows[len(g.windows)-1])
	}
}

// seen is the range of taps, from and to, of a window in a dimension that lie within the map.
func (w *Window) seen(d, window int) (from, to int) {
	first := window*w.Stride[d] - w.Before[d]
	for from < w.Kernel[d] && first+from*w.Dilation[d] < 0 {
		from++
	}
	for to = from; to < w.Kernel[d] && first+to*w.Dilation[d] < w.In[1+d]; {
		to++
	}
	return from, to
}

// taps lists the taps in rows from top to bottom and columns from left to right, in the order of the weights.
func (l *listed) taps(w *Window, within [4]int) (list []spot) {
	for c := range w.in() {
		for i := within[0]; i < within[1]; i++ {
			for j := within[2]; j < within[3]; j++ {
				weight := (c*w.Kernel[0]+i)*w.Kernel[1] + j
				list = append(list, spot{l.at(w, c, i*w.Dilation[0], j*w.Dilation[1]), int32(weight * w.Out[0])})
			}
		}
	}
	return list
}

// at is where an entry of the map lies.
func (l *listed) at(w *Window, channel, row, column int) int32 {
	if l.each || w.Last[0] {
		return int32((row*l.line+column)*w.In[0] + channel)
	}
	return int32((channel*l.rows+row)*l.line + column)
}
