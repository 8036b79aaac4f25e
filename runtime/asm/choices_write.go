package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"log"
	"strings"
)

// chosen is a choice for one type of the numbers.
type chosen struct {
	choice
	float string
}

// amd64 takes the kernel for the level of the processor.
func (c chosen) amd64() string {
	if c.float == "float64" {
		return c.function(c.unless("cpu.Level == cpu.Go") + c.amd64Call("AVX2"))
	}
	return c.function(fmt.Sprintf("switch cpu.Level {\ncase cpu.AVX512:\n%s\ncase cpu.AVX2:\n%s\ndefault:\n%s\n}",
		c.amd64Call("AVX512"), c.amd64Call("AVX2"), c.goCall()))
}

// arm64 takes the kernel, unless there is nothing that the pointers could point to.
func (c chosen) arm64() string {
	first := c.parameters()[0].name
	return c.function(c.unless("cpu.Level == cpu.Go || len("+first+") == 0") + c.arm64Call())
}

// unless takes the body on a condition.
func (c chosen) unless(condition string) string {
	if c.returns() != "" {
		return fmt.Sprintf("if %s {\n%s\n}\n", condition, c.goCall())
	}
	return fmt.Sprintf("if %s {\n%s\nreturn\n}\n", condition, c.goCall())
}

// other takes the body.
func (c chosen) other() string {
	if c.doc == "" {
		return fmt.Sprintf("func %s%s { %s }\n\n", c.prefix()+c.name, c.types(), c.goCall())
	}
	return c.function(c.goCall())
}

// face hands on to the function of a package.
func (c chosen) face(pkg string) string {
	return fmt.Sprintf("// %s\nfunc %s%s { %s.%s(%s) }\n\n", c.comment(), c.exported(), c.types(), pkg, c.exported(), strings.Join(c.names(), ", "))
}

// function writes the function, which looks at the lengths and goes on with text.
func (c chosen) function(text string) string {
	if c.doc == "" {
		return fmt.Sprintf("func %s%s {\n%s\n}\n\n", c.prefix()+c.name, c.types(), text)
	}
	return fmt.Sprintf("// %s\nfunc %s%s {\nmat.MustFit(%s, %q)\n%s\n}\n\n", c.comment(), c.exported(), c.types(), c.fits(), c.small(), text)
}

// comment is what stands above the function.
func (c chosen) comment() string {
	if c.float == "float64" {
		return c.exported() + " is F32" + c.name + " for float64."
	}
	return c.exported() + " " + c.doc
}

// types is the signature for the type.
func (c chosen) types() string {
	return strings.NewReplacer("[]T", "[]"+c.float, "[T]", "["+c.float+"]", " T", " "+c.float).Replace(c.signature)
}

// fits is the condition that all slices have one length.
func (c chosen) fits() string {
	var equal []string
	for _, p := range c.parameters()[1:] {
		if p.slice {
			equal = append(equal, fmt.Sprintf("len(%s) == len(%s)", p.name, c.parameters()[0].name))
		}
	}
	return strings.Join(equal, " && ")
}

// goCall calls Go's body.
func (c chosen) goCall() string {
	switch {
	case c.double != "" && c.float == "float64":
		return c.returns() + c.double
	case c.body != "":
		return c.returns() + c.body
	}
	return fmt.Sprintf("%s%s(%s)", c.returns(), c.small(), strings.Join(c.names(), ", "))
}

// amd64Call calls a kernel, which takes slices.
func (c chosen) amd64Call(level string) string {
	return fmt.Sprintf("%s%s%s%s(%s)", c.returns(), c.prefix(), c.name, level, strings.Join(c.atLast(c.names()), ", "))
}

// arm64Call calls a kernel, which takes pointers to the first entries of slices, and how many there are.
func (c chosen) arm64Call() string {
	var pointers, numbers []string
	for _, p := range c.parameters() {
		if p.slice {
			pointers = append(pointers, "&"+p.name+"[0]")
		} else {
			numbers = append(numbers, p.name)
		}
	}
	list := append(pointers, "len("+c.parameters()[0].name+")")
	return fmt.Sprintf("%sneon.%s(%s)", c.returns(), c.exported(), strings.Join(c.atLast(append(list, numbers...)), ", "))
}

// atLast returns the arguments with another in the place of the last, where there is one.
func (c chosen) atLast(list []string) []string {
	if c.at != "" {
		list[len(list)-1] = c.at
	}
	return list
}

// returns stands before what is called, where the function has a result.
func (c chosen) returns() string {
	if strings.HasSuffix(c.signature, ")") {
		return ""
	}
	return "return "
}

// prefix begins the names of functions for the type.
func (c chosen) prefix() string { return "f" + c.float[len("float"):] }

// exported is the name that other packages call.
func (c chosen) exported() string { return strings.ToUpper(c.prefix()) + c.name }

// small is the name as Go's bodies have it.
func (c chosen) small() string { return strings.ToLower(c.name[:1]) + c.name[1:] }

// names are those of the parameters.
func (c chosen) names() []string {
	var list []string
	for _, p := range c.parameters() {
		list = append(list, p.name)
	}
	return list
}

// parameter is one of a function, the first of which is a slice.
type parameter struct {
	name  string
	slice bool
}

func (c chosen) parameters() []parameter {
	f, err := parser.ParseExpr("func" + c.signature)
	if err != nil {
		log.Fatalf("%s: %v", c.name, err)
	}
	var list []parameter
	for _, field := range f.(*ast.FuncType).Params.List {
		_, slice := field.Type.(*ast.ArrayType)
		for _, name := range field.Names {
			list = append(list, parameter{name.Name, slice})
		}
	}
	return list
}
