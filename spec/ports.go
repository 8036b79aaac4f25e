package spec

import "math"

// portForm is one of several inputs: its shape, or a mapping that has it. A number is a vector.
var (
	shapeOf  = OneOf{Whole{1, MaxElements}, List{Whole{1, MaxElements}, 1, 0}}
	portKeys = Keys{
		{Name: "shape", Doc: "without the batch, channels first: [1, 28, 28]", Required: true, Form: shapeOf},
		{Name: "normalize", Doc: "what is done to it first, fitted on the training part: one offset and scale for each channel, of a vector for each entry; the spec's unless set", Form: inputNormalizations},
	}
	portForm = OneOf{shapeOf, portKeys}
)

// ports reads inputs that are a mapping from names to shapes.
func (d *decoder) ports(n *node) {
	if len(n.entries) == 0 {
		d.errorf(n, "empty-list", "inputs is an empty mapping").Hint = "write inputs: {image: [1, 28, 28]}, for example."
		return
	}
	for _, e := range n.entries {
		p := Port{Name: d.portName(e.key, "an input", "Input"), Normalize: d.spec.Normalize, shape: e.value}
		shape := e.value
		if shape.kind == nullNode {
			d.noValue(e.key, true)
			continue
		}
		if shape.kind == mappingNode {
			f := d.mapping(shape, "the input "+e.key.text, portKeys)
			shape, p.shape = f["shape"], f["shape"]
			if f["normalize"] != nil {
				p.Normalize = d.choice(f["normalize"], "normalize", "none", inputNormalizations.Words...)
			}
		}
		p.Dims = d.portShape(shape)
		if p.Dims != nil {
			d.spec.NumInputs += p.Size()
		}
		d.spec.Ports = append(d.spec.Ports, p)
	}
}

// portShape reads a shape, whose product is bounded.
func (d *decoder) portShape(n *node) []int {
	if n == nil {
		return nil
	}
	items := []*node{n}
	if n.kind == sequenceNode {
		items = d.sequence(n, "shape")
	}
	var dims []int
	size := 1
	for _, item := range items {
		v, ok := d.integer(item, "a size of the shape", 1, math.MaxInt32)
		if !ok {
			return nil
		}
		if size > MaxElements/v {
			d.errorf(n, "limit", "the shape has more than %d numbers", MaxElements).Hint = "use a smaller one."
			return nil
		}
		size *= v
		dims = append(dims, v)
	}
	return dims
}
