// Command size prints by how much a program grows that embeds a model and calls it for one row, beside one that has fmt and os alone:
//
//	go run ./size ../examples/specs/iris.yaml specs/lenet.yaml
//
// Specs that name no weights get random ones. What is shown besides the weights is without four bytes for each parameter. With -by it prints
// what the machine code of each package is that comes with the model, which the tables of functions and lines about double in Go, and with
// -functions that of each function.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	by := flag.Bool("by", false, "print the code of each package")
	functions := flag.Bool("functions", false, "print the code of each function")
	repo := flag.String("nngen", "..", "the clone of nngen to measure")
	flag.Parse()
	dir, err := os.MkdirTemp("", "nngen-size")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := run(dir, *repo, flag.Args(), *by, *functions); err != nil {
		log.Print(err)
		os.RemoveAll(dir)
		os.Exit(1)
	}
}

func run(dir, repo string, specs []string, by, functions bool) error {
	w, err := newWorkshop(dir, repo)
	if err != nil {
		return err
	}
	none, err := w.program("none", "fmt.Println(len(os.Args))")
	if err != nil {
		return err
	}
	fmt.Println("| model | weights | go build | with -ldflags '-s -w' | besides the weights | code | read-only data | tables of functions and lines |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, spec := range specs {
		name, weights, err := w.model(spec)
		if err != nil {
			return err
		}
		p, err := w.program(name, "var x "+name+".Input\n\ty := "+name+".Pretrained().Forward(&x)\n\tfmt.Println(len(os.Args), y)")
		if err != nil {
			return err
		}
		stripped := p.stripped - none.stripped
		fmt.Printf("| %s | %d | %d | %d | %d |", name, weights, p.whole-none.whole, stripped, stripped-weights)
		for i, section := range sections {
			if i < 3 {
				fmt.Printf(" %d |", p.sections[section]-none.sections[section])
			}
		}
		fmt.Println()
		if by || functions {
			p.printCode(none, functions)
		}
	}
	return nil
}

// nameOf is the package of a spec file.
func nameOf(spec string) string {
	return strings.ReplaceAll(strings.TrimSuffix(filepath.Base(spec), ".yaml"), "_", "")
}
