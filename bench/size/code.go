package main

import (
	"debug/elf"
	"debug/gosym"
	"fmt"
	"slices"
	"strings"
)

// program is what is known of one that has been compiled.
type program struct {
	whole, stripped int64 // bytes of the file, with the tables for debuggers and without
	sections        map[string]int64
	code            map[string]int64 // bytes of the functions
}

// sections are those that grow with a model; the first three are shown.
var sections = []string{".text", ".rodata", ".gopclntab"}

// read finds sections and functions.
func (p *program) read(path string) error {
	f, err := elf.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	p.sections, p.code = map[string]int64{}, map[string]int64{}
	for _, s := range f.Sections {
		p.sections[s.Name] = int64(s.Size)
	}
	lines, err := f.Section(".gopclntab").Data()
	if err != nil {
		return err
	}
	table, err := gosym.NewTable(nil, gosym.NewLineTable(lines, f.Section(".text").Addr))
	if err != nil {
		return err
	}
	for i := range table.Funcs {
		fn := &table.Funcs[i]
		p.code[fn.Name] += int64(fn.End - fn.Entry)
	}
	return nil
}

// printCode prints the code that none does not have, the largest first.
func (p *program) printCode(none *program, functions bool) {
	sizes := map[string]int64{}
	for name, size := range p.code {
		if more := size - none.code[name]; more > 0 {
			if !functions {
				name = packageOf(name)
			}
			sizes[name] += more
		}
	}
	var names []string
	for name := range sizes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if sizes[a] != sizes[b] {
			return int(sizes[b] - sizes[a])
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		fmt.Printf("%8d %s\n", sizes[name], name)
	}
}

// packageOf is the package of a function.
func packageOf(function string) string {
	function, _, _ = strings.Cut(function, "[")
	slash := strings.LastIndexByte(function, '/') + 1
	name, _, _ := strings.Cut(function[slash:], ".")
	return function[:slash] + name
}
