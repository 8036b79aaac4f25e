package codegen

import "github.com/dave/jennifer/jen"

// pool prints a pool of values that are too large for the stack.
func pool(f *jen.File, name, typ string) {
	f.Line()
	f.Var().Id(name).Op("=").Qual("sync", "Pool").Values(id("New").Op(":").Func().Params().Any().Block(jen.Return(jen.New(id(typ)))))
}

// borrow takes a value from a pool and gives it back at the end of the function.
func borrow(v, pool, typ string) *jen.Statement {
	return lines([]jen.Code{
		id(v).Op(":=").Add(field(pool, "Get")).Call().Assert(jen.Op("*").Id(typ)),
		jen.Defer().Add(field(pool, "Put")).Call(id(v)),
	})
}
