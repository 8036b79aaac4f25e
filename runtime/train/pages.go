package train

// pages holds many rows of equal length without moving them when it grows.
type pages[T any] struct {
	width int // of a row
	shift int // a page has 1<<shift rows
	list  [][]T
	n     int // rows
}

// pageBytes is about how much a page holds.
const pageBytes = 1 << 20

// newPages makes room for rows of so many entries, each of so many bytes.
func newPages[T any](width int, size uintptr) pages[T] {
	p := pages[T]{width: width}
	for pageBytes>>(p.shift+1) >= width*int(size) {
		p.shift++
	}
	return p
}

// row is a view of row i.
func (p *pages[T]) row(i int) []T {
	at := i & (1<<p.shift - 1) * p.width
	return p.list[i>>p.shift][at : at+p.width : at+p.width]
}

// add appends whole rows.
func (p *pages[T]) add(rows []T) {
	for len(rows) > 0 {
		if p.n>>p.shift == len(p.list) {
			p.list = append(p.list, nil)
		}
		last := &p.list[len(p.list)-1]
		full := p.width << p.shift
		if *last == nil && len(p.list) > 1 {
			*last = make([]T, 0, full)
		}
		k := min(len(rows), full-len(*last))
		*last = append(*last, rows[:k]...)
		rows = rows[k:]
		p.n += k / p.width
	}
}
