package codegen

import (
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
)

// columnNames prints Columns, InputNames, OutputNames and Labels, where there are names.
func (g *generator) columnNames(f *jen.File) {
	list := func(name, what string, texts []string) {
		if len(texts) == 0 {
			return
		}
		doc(f, "%s are %s.", name, what)
		f.Var().Id(name).Op("=").Index(jen.Op("...")).String().ValuesFunc(func(v *jen.Group) {
			for _, text := range texts {
				v.Lit(text)
			}
		})
	}
	var headers, called []string
	for _, c := range g.face.Columns {
		headers, called = append(headers, c.Text), append(called, c.Called)
	}
	for _, p := range g.face.Ports {
		called = append(called, p.Text)
	}
	list("Columns", "the headers of the inputs in a CSV, and their keys in JSON", headers)
	list("InputNames", "the names of the inputs", called)
	for _, h := range g.heads() {
		list(h.face.Go+"OutputNames", "the names of the outputs"+h.of(), calls(h.face.Names))
		list(h.face.Go+"Labels", "the labels"+h.of()+" as they stand in the data", textsOf(h.face.Labels))
	}
}

func textsOf(names []Name) (list []string) {
	for _, n := range names {
		list = append(list, n.Text)
	}
	return list
}

// calls are the names as the spec has them.
func calls(names []Name) (list []string) {
	for _, n := range names {
		if n.Called == "" {
			n.Called = n.Text
		}
		list = append(list, n.Called)
	}
	return list
}

// recordFile prints Record, its values and how both are read and written.
func (g *generator) recordFile(f *jen.File) {
	g.recordType(f)
	for i := range g.face.Columns {
		if g.face.Columns[i].Kind == Coded {
			g.valueType(f, i)
		}
	}
	g.columnsVar(f)
	g.recordInput(f)
	g.recordReading(f)
	g.recordWriting(f)
	doc(f, "Predict returns what the model says of a row.")
	f.Add(method("m", "Model", "Predict")).Params(id("r").Op("*").Id("Record")).Params(id("Output"), jen.Error()).Block(
		jen.List(id("x"), jen.Err()).Op(":=").Id("r").Dot("Input").Call(),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(id("Output").Values(), jen.Err())),
		jen.Return(id("m").Dot("Forward").Call(jen.Op("&").Id("x")), jen.Nil()))
}

// fieldType is the type of a field of Record.
func (g *generator) fieldType(c *Column) *jen.Statement {
	var t *jen.Statement
	switch c.Kind {
	case Coded:
		return id(c.Go + "Value")
	case Truth:
		t = jen.Bool()
	case Date:
		t = jen.Qual("time", "Time")
	default:
		t = g.elem()
	}
	if c.Optional {
		return jen.Op("*").Add(t)
	}
	return t
}

func (g *generator) recordType(f *jen.File) {
	doc(f, "Record is a row as it stands in a file, a request or a database. A pointer that is nil, and the zero value of a type of values, say that there is no value.")
	f.Type().Id("Record").StructFunc(func(s *jen.Group) {
		for i := range g.face.Columns {
			c := &g.face.Columns[i]
			s.Add(noted(id(c.Go).Add(g.fieldType(c)).Add(jsonTag(c.Text)), comment(c.Note)))
		}
	})
}

// jsonTag is the tag that says what a field is called in JSON, or nothing where no tag can say it: the methods of Record read and
// write any name, the tag is for who reads the type.
func jsonTag(name string) jen.Code {
	if strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
	}) {
		return jen.Null()
	}
	if name == "-" {
		name = "-," // alone it says that there is no such member
	}
	return jen.Tag(map[string]string{"json": name})
}

// valueType prints the type of the values of a column.
func (g *generator) valueType(f *jen.File, i int) {
	c := &g.face.Columns[i]
	name := c.Go + "Value"
	column := jen.Op("&").Id("columns").Index(jen.Lit(i))
	doc(f, "%s is a value of %s.", name, comment(c.Called))
	f.Type().Id(name).Uint32()
	doc(f, "The values of %s.", comment(c.Called))
	f.Const().DefsFunc(func(d *jen.Group) {
		d.Add(indexed(c.Go+"Missing", name, 0))
		for k, v := range c.Values {
			d.Add(noted(indexed(v.Go, name, k+1), quotedNote(v)))
		}
		d.Id(c.Go + "Unknown").Comment("// none of these")
	})
	doc(f, "String returns the value as it stands in the data, or missing or unknown.")
	f.Func().Params(id("v").Id(name)).Id("String").Params().String().Block(jen.Return(nn("ValueString").Call(column.Clone(), id("v"))))
	doc(f, "Parse%s reads a value as nngen reads it in a CSV.", c.Go)
	f.Func().Id("Parse"+c.Go).Params(id("text").String()).Params(id(name), jen.Error()).Block(
		jen.Return(nn("ParseValue").Types(id(name)).Call(column.Clone(), id("text"))))
	doc(f, "MarshalText returns a text that UnmarshalText reads as the value.")
	f.Func().Params(id("v").Id(name)).Id("MarshalText").Params().Params(jen.Index().Byte(), jen.Error()).Block(
		jen.Return(nn("MarshalValue").Call(column.Clone(), id("v"))))
	doc(f, "UnmarshalText reads what Parse%s reads.", c.Go)
	f.Func().Params(id("v").Op("*").Id(name)).Id("UnmarshalText").Params(id("text").Index().Byte()).Params(jen.Err().Error()).Block(
		jen.List(jen.Op("*").Id("v"), jen.Err()).Op("=").Id("Parse"+c.Go).Call(jen.String().Call(id("text"))),
		jen.Return(jen.Err()))
}

// quotedNote is the text of a value, where its constant does not show it.
func quotedNote(v Name) string {
	if len(v.Go) >= len(v.Text) && v.Go[len(v.Go)-len(v.Text):] == v.Text {
		return ""
	}
	return comment(v.Text)
}

// columnsVar prints what the runtime has to know of the columns.
func (g *generator) columnsVar(f *jen.File) {
	texts := func(list []string) *jen.Statement {
		return jen.Index().String().ValuesFunc(func(v *jen.Group) {
			for _, s := range list {
				v.Lit(s)
			}
		})
	}
	doc(f, "columns says how values are read.")
	f.Var().Id("columns").Op("=").Index(jen.Op("...")).Add(nn("Column")).ValuesFunc(func(v *jen.Group) {
		for i := range g.face.Columns {
			c := &g.face.Columns[i]
			v.Line().ValuesFunc(func(v *jen.Group) {
				v.Id("Name").Op(":").Lit(c.Text)
				if c.Kind == Coded || c.Words {
					v.Id("Values").Op(":").Add(texts(textsOf(c.Values)))
				}
				if g.face.Missing != nil {
					v.Id("Missing").Op(":").Add(texts(g.face.Missing))
				}
				if c.Optional {
					v.Id("Optional").Op(":").True()
				}
				if c.Unknown {
					v.Id("Unknown").Op(":").True()
				}
				if c.Above {
					v.Id("Above").Op(":").True()
				}
				if c.Kind == Date {
					v.Id("Layout").Op(":").Lit(c.Format)
					v.Id("Parts").Op(":").Add(texts(c.Parts))
				}
				if c.Kind == Number && g.face.Decimal != 0 {
					v.Id("Decimal").Op(":").LitRune(rune(g.face.Decimal))
				}
			})
		}
		v.Line()
	})
}

// recordInput prints Input: the raw row.
func (g *generator) recordInput(f *jen.File) {
	doc(f, "Input returns the row as the model takes it, which fills and encodes it. An error names the column: nothing is guessed.")
	f.Func().Params(id("r").Op("*").Id("Record")).Id("Input").Params().Params(id("x").Id("Input"), jen.Err().Error()).BlockFunc(func(b *jen.Group) {
		for i := range g.face.Columns {
			b.Add(g.put(&g.face.Columns[i], jen.Op("&").Id("columns").Index(jen.Lit(i))))
		}
		b.Return(id("x"), jen.Nil())
	})
}

// put sets the entries of a column.
func (g *generator) put(c *Column, column *jen.Statement) *jen.Statement {
	of, first := field("r", c.Go), id(g.face.Inputs[c.Entry].Go)
	entry := jen.Op("&").Id("x").Index(first)
	fn, args := "PutNumber", []jen.Code{column, entry, of}
	switch {
	case c.Kind == Coded:
		fn = "PutValue"
	case c.Kind == Truth && c.Optional:
		fn, args = "PutOptionalBool", []jen.Code{entry, of}
	case c.Kind == Truth:
		fn, args = "PutBool", []jen.Code{entry, of}
	case c.Kind == Date:
		fn = "PutTime"
		if c.Optional {
			fn = "PutOptionalTime"
		}
		args = []jen.Code{column, id("x").Index(first.Clone(), id(g.face.Inputs[c.Entry+len(c.Parts)-1].Go).Op("+").Lit(1)), of}
	case c.Optional:
		fn = "PutOptional"
	}
	return jen.If(jen.Err().Op("=").Add(nn(fn)).Call(args...), jen.Err().Op("!=").Nil()).Block(jen.Return(id("Input").Values(), jen.Err()))
}

// readers and writers are the functions of the runtime for the fields of a kind; the second of each where it may be missing.
var (
	readers = map[Kind][2]string{Number: {"ReadNumber", "ReadOptional"}, Coded: {"ReadValue", "ReadValue"}, Truth: {"ReadBool", "ReadOptionalBool"}, Date: {"ReadTime", "ReadOptionalTime"}}
	writers = map[Kind][2]string{Number: {"WriteNumber", "WriteOptional"}, Coded: {"WriteValue", "WriteValue"}, Truth: {"WriteBool", "WriteOptionalBool"}, Date: {"WriteTime", "WriteOptionalTime"}}
)

func (c *Column) of(functions map[Kind][2]string) string {
	pair := functions[c.Kind]
	if c.Optional {
		return pair[1]
	}
	return pair[0]
}

// recordReading prints Set and UnmarshalJSON.
func (g *generator) recordReading(f *jen.File) {
	doc(f, "Set sets the field of a column to what a text says, as nngen reads it in a CSV.")
	f.Func().Params(id("r").Op("*").Id("Record")).Id("Set").Params(id("column"), id("text").String()).Error().Block(
		jen.List(id("i"), jen.Err()).Op(":=").Add(nn("FindColumn")).Call(id("columns").Index(jen.Op(":")), id("column")),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err())),
		jen.Return(id("r").Dot("read").Call(id("i"), nn("Text").Call(id("text")))))
	doc(f, "UnmarshalJSON sets all fields to the members of an object. What is null or left out is missing, never 0; a member that is no column is an error, and so is what is missing where the model needs a value. After an error r is as before.")
	f.Func().Params(id("r").Op("*").Id("Record")).Id("UnmarshalJSON").Params(id("data").Index().Byte()).Error().Block(
		jen.Var().Id("row").Id("Record"),
		jen.If(jen.Err().Op(":=").Add(nn("ReadRow")).Call(id("data"), id("columns").Index(jen.Op(":")), id("row").Dot("read")), jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err())),
		jen.Op("*").Id("r").Op("=").Id("row"),
		jen.Return(jen.Nil()))
	doc(f, "read sets the field of a column.")
	f.Func().Params(id("r").Op("*").Id("Record")).Id("read").Params(id("column").Int(), id("v").Add(nn("Value"))).Error().Block(
		id("c").Op(":=").Op("&").Id("columns").Index(id("column")),
		jen.Switch(id("column")).BlockFunc(func(b *jen.Group) {
			for i := range g.face.Columns {
				c := &g.face.Columns[i]
				label := jen.Case(jen.Lit(i))
				if i == len(g.face.Columns)-1 {
					label = jen.Default()
				}
				b.Add(label).Block(jen.Return(nn(c.of(readers)).Call(id("c"), id("v"), jen.Op("&").Add(field("r", c.Go)))))
			}
		}))
}

// recordWriting prints MarshalJSON.
func (g *generator) recordWriting(f *jen.File) {
	doc(f, "MarshalJSON writes what UnmarshalJSON reads.")
	f.Func().Params(id("r").Id("Record")).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).BlockFunc(func(b *jen.Group) {
		b.Var().Id("w").Add(nn("RowWriter"))
		for i := range g.face.Columns {
			c := &g.face.Columns[i]
			b.Add(nn(c.of(writers))).Call(jen.Op("&").Id("w"), jen.Op("&").Id("columns").Index(jen.Lit(i)), field("r", c.Go))
		}
		b.Return(id("w").Dot("Bytes").Call())
	})
}
