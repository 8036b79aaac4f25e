package codegen

import "github.com/dave/jennifer/jen"

// marshal prints the methods by which gob, JSON, XML and the like write and read a model. Without them JSON would leave out
// what is not exported, and say nothing.
func (g *generator) marshal(f *jen.File) {
	marshaler(f, "m", "Model", "Write", "a weights file", "the model")
	doc(f, "UnmarshalBinary sets m to the model whose weights file data is. On an error m is unchanged.")
	f.Add(method("m", "Model", "UnmarshalBinary")).Params(id("data").Index().Byte()).Error().BlockFunc(func(b *jen.Group) {
		g.own(b, "UnmarshalBinary")
		b.Return(nn("Unmarshal").Call(id("data"), jen.Func().Params(id("r").Qual("io", "Reader")).Error().Block(
			jen.List(id("read"), jen.Err()).Op(":=").Id("Read").Call(id("r")),
			jen.If(jen.Err().Op("==").Nil()).Block(jen.Op("*").Id("m").Op("=").Op("*").Id("read")),
			jen.Return(jen.Err()))))
	})
	textUnmarshaler(f, "m", "Model")
}

// marshalState prints the same of a trainer. One that NewTrainer did not make has no model to train.
func (g *generator) marshalState(f *jen.File) {
	marshaler(f, "t", "Trainer", "WriteState", "what WriteState writes", "the state")
	doc(f, "UnmarshalBinary is ReadState of data. t must be of NewTrainer. On an error t is unchanged.")
	f.Add(method("t", "Trainer", "UnmarshalBinary")).Params(id("data").Index().Byte()).Error().Block(
		jen.If(field("t", "model").Op("==").Nil()).Block(
			jen.Return(jen.Qual("errors", "New").Call(jen.Lit(g.face.Package+": this trainer has no model: make it by NewTrainer, then read its state")))),
		jen.Return(nn("Unmarshal").Call(id("data"), field("t", "ReadState"))))
	textUnmarshaler(f, "t", "Trainer")
}

// marshaler prints MarshalBinary and MarshalText, which return what a method writes.
func marshaler(f *jen.File, receiver, typ, write, what, whole string) {
	result := jen.Params(jen.Index().Byte(), jen.Error())
	doc(f, "MarshalBinary returns %s as bytes, for gob and the like.", what)
	f.Add(method(receiver, typ, "MarshalBinary")).Params().Add(result).Block(jen.Return(nn("Marshal").Call(field(receiver, write))))
	doc(f, "MarshalText returns the bytes of MarshalBinary in base64, which is what %s is in JSON.", whole)
	f.Add(method(receiver, typ, "MarshalText")).Params().Add(result).Block(jen.Return(nn("MarshalText").Call(field(receiver, write))))
}

func textUnmarshaler(f *jen.File, receiver, typ string) {
	doc(f, "UnmarshalText is the inverse of MarshalText. On an error %s is unchanged.", receiver)
	f.Add(method(receiver, typ, "UnmarshalText")).Params(id("text").Index().Byte()).Error().Block(
		jen.Return(nn("UnmarshalText").Call(id("text"), field(receiver, "UnmarshalBinary"))))
}
