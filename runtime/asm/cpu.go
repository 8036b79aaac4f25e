package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

// cpu writes the two instructions by which a program learns what its processor can do.
func cpu(c *build.Context) {
	c.Function("cpuid")
	c.Attributes(noSplit)
	c.SignatureExpr("func(leaf, sub uint32) (eax, ebx, ecx, edx uint32)")
	c.Doc("cpuid returns what the CPUID instruction says of a leaf.")
	c.Load(c.Param("leaf"), reg.EAX)
	c.Load(c.Param("sub"), reg.ECX)
	c.CPUID()
	c.Store(reg.EAX, c.Return("eax"))
	c.Store(reg.EBX, c.Return("ebx"))
	c.Store(reg.ECX, c.Return("ecx"))
	c.Store(reg.EDX, c.Return("edx"))
	c.RET()

	c.Function("xgetbv")
	c.Attributes(noSplit)
	c.SignatureExpr("func() (eax uint32)")
	c.Doc("xgetbv returns which registers the operating system keeps.")
	c.XORL(reg.ECX, reg.ECX)
	c.XGETBV()
	c.Store(reg.EAX, c.Return("eax"))
	c.RET()
}

// noSplit is the attribute of all functions here: they need no stack beyond their frame.
const noSplit = attr.NOSPLIT
