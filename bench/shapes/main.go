// Command shapes prints how many picoseconds a multiply-add takes, for layers of many widths and batches of many sizes, through the
// packages that nngen generates, and names what stands out: where a shape or a batch takes longer than its neighbours let expect.
//
// usage: shapes [-base CLONE] [-repo CLONE] [-batches N,N-N,…] [-rounds N] [-float64] [-bfloat16] [NET…]
//
// A net is widths joined by hyphens, from the inputs on, such as 256-129 or 13-64-64-1, and maybe an activation of what is hidden, as in
// 13-64-64-1:leaky_relu. It runs in the folder bench, and measures on the processor that it is pinned to; NNGEN_KERNELS says which
// kernels. With a base, both take turns, and each cell is followed by the time of the base as a multiple.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// The list has all outputs around the widths of vectors, for inputs that hide what a call costs; inputs around them; and nets that
// were slower than their neighbours once.
var (
	inputs, outputs = 256, []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 96, 127, 128, 129, 192, 255, 256, 257}
	others          = []string{"4-8", "8-3", "13-64", "32-32", "63-64", "64-64", "65-64", "784-128", "500-500", "512-512", "3000-16", "3000-17",
		"16384-9", "16384-10"}
	sizes = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 32, 33, 64, 128, 256}
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "shapes:", err)
		os.Exit(1)
	}
}

func run() error {
	repo := flag.String("repo", "..", "clone of nngen to measure")
	base := flag.String("base", "", "another clone, to measure in turn with it")
	rounds := flag.Int("rounds", 3, "rounds; times are the least of them, and multiples of the base medians")
	flag.Func("batches", "batches, by commas; two numbers with a hyphen are all from one to the other", func(text string) (err error) {
		sizes, err = parseSizes(text)
		return err
	})
	double := flag.Bool("float64", false, "networks in float64")
	half := flag.Bool("bfloat16", false, "weights in bfloat16")
	flag.Parse()
	numbers := kind{bits: 32, bfloat16: *half}
	if *double {
		numbers.bits = 64
	}
	nets, err := parse(flag.Args(), numbers)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "nngen-shapes-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var sides []*side
	for _, clone := range slices.DeleteFunc([]string{*repo, *base}, func(s string) bool { return s == "" }) {
		s, err := build(dir+"/"+strconv.Itoa(len(sides)), clone, nets)
		if err != nil {
			return err
		}
		sides = append(sides, s)
	}
	t := &table{nets: nets, sizes: sizes}
	for range max(1, *rounds) {
		if err := t.round(sides); err != nil {
			return err
		}
	}
	t.print(os.Stdout)
	return nil
}

// parseSizes reads numbers of rows.
func parseSizes(text string) (list []int, err error) {
	for _, part := range strings.Split(text, ",") {
		first, last, found := strings.Cut(part, "-")
		if !found {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || from < 1 || to < from {
			return nil, fmt.Errorf("%q is no number of rows", part)
		}
		for ; from <= to; from++ {
			list = append(list, from)
		}
	}
	return list, nil
}

// parse reads nets, or returns the list.
func parse(args []string, numbers kind) (nets []net, err error) {
	if len(args) == 0 {
		for _, n := range outputs {
			args = append(args, fmt.Sprint(inputs, "-", n))
		}
		args = append(args, others...)
	}
	for _, text := range args {
		n, err := parseNet(text)
		if err != nil {
			return nil, err
		}
		n.kind = numbers
		nets = append(nets, n)
	}
	return nets, nil
}
