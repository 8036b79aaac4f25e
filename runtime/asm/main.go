// Command asm writes the assembly of the runtime's amd64 kernels, the Go declarations that belong to it, and functions that do nothing but choose
// between a kernel and Go's body, for all processors.
//
// It is a module of its own, so that users of nngen never download avo. Run it in its folder with
//
//	go run .
package main

import (
	"bytes"
	"fmt"
	"log"
	"maps"
	"os"
	"strings"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

// sources are the files, each with what writes its functions.
var sources = []source{
	{"cpu", "cpu", cpu},
	{"crc", "crc", crc},
	{"rows", "dropout", dropout},
	{"conv", "conv", convolution},
	{"conv", "pool", pool},
	{"elem", "activation", activation},
	{"product", "bfloat16", bfloat16},
	{"product", "gemm", gemm},
	{"product", "gemm_amx", gemmAMX},
	{"product", "gemm_dot", gemmDot},
	{"product", "gemm_few", gemmFew},
	{"product", "gemm_full", gemmFull},
	{"product", "gemm_narrow", gemmNarrow},
	{"product", "gemm_short", gemmShort},
	{"product", "gemm_unit", gemmUnit},
	{"product", "gemv", gemv},
	{"product", "gemv_panels", gemvPanels},
	{"product", "gemv_sparse", gemvSparse},
	{"product", "int8", int8s},
	{"product", "narrow", narrow},
	{"norm", "norm", norms},
	{"norm", "columns", columnNorms},
	{"optim", "optimizer", optimizer},
	{"rows", "rows", rowKernels},
	{"softmax", "softmax", softmax},
	{"mat", "transpose", transpose},
	{"vec", "vec", vectors},
}

// source is one assembly file of a package below runtime/internal: NAME_amd64.s, declared in NAME_stubs_amd64.go.
type source struct {
	pkg, name string
	write     func(*build.Context)
}

// dir is the folder of the packages.
const dir = "../internal/"

func main() {
	log.SetFlags(0)
	for name, content := range files() {
		if err := os.WriteFile(dir+name, content, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// files returns the contents of all files, by their paths below dir.
func files() map[string][]byte {
	all := map[string][]byte{}
	for _, s := range sources {
		maps.Copy(all, s.render())
	}
	for _, f := range choiceFiles {
		maps.Copy(all, f.render())
	}
	maps.Copy(all, face())
	return all
}

// render returns the contents of the files, by their paths below dir.
func (s source) render() map[string][]byte {
	c := build.NewContext()
	c.ConstraintExpr("!purego")
	s.write(c)
	f, err := c.Result()
	if err == nil {
		err = pass.Compile.Execute(f)
	}
	if err != nil {
		log.Fatalf("%s: %v", s.name, err)
	}
	return map[string][]byte{
		s.pkg + "/" + s.name + "_amd64.s":        joined(s.print(printer.NewGoAsm, f)),
		s.pkg + "/" + s.name + "_stubs_amd64.go": s.print(printer.NewStubs, f),
	}
}

func (s source) print(to func(printer.Config) printer.Printer, f *ir.File) []byte {
	cfg := printer.Config{Name: "runtime/asm", Argv: nil, Pkg: s.pkg}
	cfg.Argv = []string{"go", "run", "."}
	content, err := to(cfg).Print(f)
	if err != nil {
		log.Fatal(fmt.Errorf("%s: %w", s.name, err))
	}
	return bytes.TrimLeft(content, "\n")
}

// joined has several instructions on a line, since programs that link them keep a table of their lines. go vet reads the arguments of a
// function from lines of their own.
func joined(text []byte) []byte {
	const most = 150
	var b strings.Builder
	length := 0 // of the line that is open
	for line := range strings.Lines(string(text)) {
		instruction := strings.Join(strings.Fields(line), " ")
		alone := !strings.HasPrefix(line, "\t") || strings.Contains(line, "(FP)") || strings.HasPrefix(instruction, "//") || instruction == "RET"
		switch {
		case !alone && length > 0 && length+len(instruction) < most:
			b.WriteString("; " + instruction)
			length += len(instruction) + 2
			continue
		case length > 0:
			b.WriteByte('\n')
		}
		length = 0
		if alone {
			b.WriteString(line)
			continue
		}
		b.WriteString("\t" + instruction)
		length = len(instruction) + 4
	}
	if length > 0 {
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
