package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// windowsAtOnce is how many windows a kernel computes at a time: with the vectors of its channels, as many as registers hold.
const windowsAtOnce = 6

// windows computes vectors of channels of some windows. Where these and their taps lie in the map, in the result and in the weights is
// listed, so that the map may lie as it will; where each channel sees its own, these lie side by side, too.
func (k kernel) windows() {
	vectors := []int{2}
	if k.wide {
		vectors = []int{1, 4}
	}
	for _, n := range vectors {
		k.begin(fmt.Sprint("windows", n), windowsSignature, fmt.Sprintf("is windowsBody for %d channels.", n*k.lanes()))
		windows{kernel: k, name: k.label("windows"), vectors: n}.write()
	}
	k.begin("windowsEach", eachSignature, fmt.Sprintf("is windowsBody for so many times %d channels, each of which sees its own.", k.lanes()))
	windows{kernel: k, name: k.label("windows"), vectors: 1, each: true}.write()
	k.windowsNine()
}

const (
	windowsSignature = "func(z, w, x, scale, shift *T, windows, taps *int32, n, k int, floor T)"
	eachSignature    = "func(z, w, x, scale, shift *T, windows, taps *int32, n, k, times int, floor T)"
)

// windows is the loop over the windows.
type windows struct {
	kernel  kernel
	name    string
	vectors int
	each    bool // channels see their own
}

func (t windows) write() {
	if t.each {
		t.kernel.Label(t.name + "channels")
	}
	windows, n := t.kernel.gp("windows"), t.kernel.gp("n")
	t.kernel.Label(t.name)
	seen := t.places("x", windows, 0)
	sums := t.kernel.zeros(windowsAtOnce, t.vectors)
	x, at, tap, k, w := t.kernel.GP64(), t.kernel.GP64(), t.kernel.gp("taps"), t.kernel.gp("k"), t.kernel.gp("w")
	t.kernel.Label(t.name + "tap")
	t.kernel.MOVLQSX(operand.Mem{Base: tap}, x)
	t.kernel.MOVLQSX(operand.Mem{Base: tap, Disp: 4}, at)
	t.add(seen, x, operand.Mem{Base: w, Index: at, Scale: uint8(t.kernel.size())}, sums)
	t.kernel.ADDQ(operand.Imm(8), tap)
	t.kernel.tally(k, t.name+"tap")
	t.store(t.places("z", windows, 4), sums)
	t.kernel.ADDQ(operand.Imm(8*windowsAtOnce), windows)
	t.kernel.SUBQ(operand.Imm(windowsAtOnce), n)
	t.kernel.JG(operand.LabelRef(t.name))
	if t.each {
		t.kernel.nextChannels(1, t.name+"channels")
	}
	t.kernel.end()
}

// nextChannels moves the arguments on by vectors of channels, and jumps to the label until times is 0.
func (k kernel) nextChannels(vectors int, label string) {
	for _, argument := range []string{"z", "w", "x", "scale", "shift"} {
		k.ADDQ(operand.I32(vectors*k.width()), k.address(k.Param(argument)))
	}
	k.tally(k.address(k.Param("times")), label)
}

// places returns where each of the windows lies in what an argument points to.
func (t windows) places(argument string, from reg.GPVirtual, disp int) (list []reg.GPVirtual) {
	base := t.kernel.gp(argument)
	for i := range windowsAtOnce {
		at := t.kernel.GP64()
		t.kernel.MOVLQSX(operand.Mem{Base: from, Disp: 8*i + disp}, at)
		t.kernel.LEAQ(operand.Mem{Base: base, Index: at, Scale: uint8(t.kernel.size())}, at)
		list = append(list, at)
	}
	return list
}

// add adds the products of the weights of a tap and of what each window sees there.
func (t windows) add(seen []reg.GPVirtual, at reg.GPVirtual, w operand.Mem, sums [][]reg.VecVirtual) {
	var weights []reg.VecVirtual
	for v := range t.vectors {
		weights = append(weights, tile{kernel: t.kernel, vectors: t.vectors + 1}.load(w, v))
	}
	for i, list := range sums {
		x := operand.Mem{Base: seen[i], Index: at, Scale: uint8(t.kernel.size())}
		if t.each {
			t.kernel.do("VFMADD231", x, weights[0], list[0])
			continue
		}
		entry := t.kernel.broadcast(x)
		for v, s := range list {
			t.kernel.do("VFMADD231", weights[v], entry, s)
		}
	}
}

// store scales and shifts the sums, raises what is below the floor, and stores them.
func (t windows) store(z []reg.GPVirtual, sums [][]reg.VecVirtual) {
	scale, shift, floor, all := t.kernel.gp("scale"), t.kernel.gp("shift"), t.kernel.floor(), tile{kernel: t.kernel, vectors: t.vectors + 1}
	for v := range t.vectors {
		times, plus := all.load(operand.Mem{Base: scale}, v), all.load(operand.Mem{Base: shift}, v)
		for i, list := range sums {
			t.kernel.do("VFMADD213", plus, times, list[v])
			t.kernel.do("VMAX", list[v], floor, list[v]) // NaN stays NaN
			all.store(list[v], operand.Mem{Base: z[i]}, v)
		}
	}
}

// windowsNine keeps the weights of nine taps in registers, or of six or four, as windows at the sides and in the corners of a map see, and
// goes from window to window: with one vector of channels two at a time, so that there is another sum to add to while one is waited for.
// The weights are scaled.
type windowsNine struct {
	kernel           kernel
	name             string
	windows, vectors int
	weights          [][]reg.VecVirtual // of each tap
	places           []reg.GPVirtual    // where the taps of the map's first entry lie
}

const nine = 9

func (k kernel) windowsNine() {
	t := windowsNine{kernel: k, name: k.label("windows"), windows: 2, vectors: 1}
	if k.wide {
		t.windows, t.vectors = 1, 2
	}
	k.begin("windowsNine", eachSignature, fmt.Sprintf("is windowsBody for so many times %d channels, each of which sees its own, and 4, 6 or 9 taps.", t.vectors*k.lanes()))
	for range nine {
		var weights []reg.VecVirtual
		for range t.vectors {
			weights = append(weights, k.vector())
		}
		t.places, t.weights = append(t.places, k.GP64()), append(t.weights, weights)
	}
	t.write()
}

func (t windowsNine) write() {
	k, all := t.kernel, t.all()
	k.Label(t.name + "channels")
	t.load()
	shift, floor := t.vectorsAt("shift"), k.floor()
	z, windows, n := k.gp("z"), k.gp("windows"), k.gp("n")
	k.Label(t.name)
	var entry []reg.GPVirtual
	var sums [][][]reg.VecVirtual
	for i := range t.windows {
		at := k.GP64()
		k.MOVLQSX(operand.Mem{Base: windows, Disp: 8 * i}, at)
		entry, sums = append(entry, at), append(sums, nil)
		for v := range t.vectors {
			sum := k.vector()
			k.do("VMOVA", shift[v], sum)
			sums[i] = append(sums[i], []reg.VecVirtual{sum, k.zero()})
		}
	}
	t.enter(t.name+"tap", func(i int) {
		for w, at := range entry {
			for v, weights := range t.weights[i] {
				k.do("VFMADD231", operand.Mem{Base: t.places[i], Index: at, Scale: uint8(k.size()), Disp: v * k.width()}, weights, sums[w][v][i%2])
			}
		}
	})
	for i, at := range entry {
		k.MOVLQSX(operand.Mem{Base: windows, Disp: 8*i + 4}, at)
		for v, s := range sums[i] {
			k.do("VADD", s[1], s[0], s[0])
			k.do("VMAX", s[0], floor, s[0]) // NaN stays NaN
			all.store(s[0], operand.Mem{Base: z, Index: at, Scale: uint8(k.size())}, v)
		}
	}
	k.ADDQ(operand.Imm(uint64(8*t.windows)), windows)
	k.SUBQ(operand.Imm(uint64(t.windows)), n)
	k.JG(operand.LabelRef(t.name))
	k.nextChannels(t.vectors, t.name+"channels")
	k.end()
}

// all are whole vectors.
func (t windowsNine) all() tile { return tile{kernel: t.kernel, vectors: t.vectors + 1} }

// vectorsAt loads the vectors to which an argument points.
func (t windowsNine) vectorsAt(argument string) (list []reg.VecVirtual) {
	from := operand.Mem{Base: t.kernel.gp(argument)}
	for v := range t.vectors {
		list = append(list, t.all().load(from, v))
	}
	return list
}

// load loads the places and the scaled weights of the taps. Fewer taps are the last of nine.
func (t windowsNine) load() {
	k, scale := t.kernel, t.vectorsAt("scale")
	tap, w, x, missing, at := k.gp("taps"), k.gp("w"), k.gp("x"), k.gp("k"), k.GP64()
	k.LEAQ(operand.Mem{Base: tap, Index: missing, Scale: 8, Disp: -8 * nine}, tap)
	t.enter(t.name+"load", func(i int) {
		k.MOVLQSX(operand.Mem{Base: tap, Disp: 8 * i}, t.places[i])
		k.LEAQ(operand.Mem{Base: x, Index: t.places[i], Scale: uint8(k.size())}, t.places[i])
		k.MOVLQSX(operand.Mem{Base: tap, Disp: 8*i + 4}, at)
		for v, weights := range t.weights[i] {
			k.do("VMUL", operand.Mem{Base: w, Index: at, Scale: uint8(k.size()), Disp: v * k.width()}, scale[v], weights)
		}
	})
}

// enter does something for each of the last taps.
func (t windowsNine) enter(name string, do func(i int)) {
	six, four := fmt.Sprint(name, 6), fmt.Sprint(name, 4)
	t.kernel.CMPQ(t.kernel.address(t.kernel.Param("k")), operand.Imm(6))
	t.kernel.JEQ(operand.LabelRef(six))
	t.kernel.JLT(operand.LabelRef(four))
	labels := map[int]string{6: six, 4: four}
	for i := range nine {
		if name := labels[nine-i]; name != "" {
			t.kernel.Label(name)
		}
		do(i)
	}
}
