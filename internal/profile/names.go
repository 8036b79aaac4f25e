package profile

import (
	"fmt"

	"github.com/nngen/nngen/spec"
)

// names gives out names that are legal in Go, each once.
type names map[string]bool

func newNames() names {
	n := names{}
	for _, name := range spec.Declared() {
		n[name] = true
	}
	return n
}

// take finds a name for a text: the text, if its Go name is free, else with a number behind it; other where none can be made of it.
// All of what Go declares for it, which of says, must be free.
func (n names) take(text, prefix, other string, of func(goName string) []string) (name string) {
	try := text
	if spec.GoName(text, prefix) == "" {
		try = other
	}
	for i := 2; ; i++ {
		all := of(spec.GoName(try, prefix))
		if n.free(all) {
			for _, name := range all {
				n[name] = true
			}
			return try
		}
		base := text
		if spec.GoName(text, prefix) == "" {
			base = other
		}
		try = fmt.Sprintf("%s_%d", base, i)
	}
}

func (n names) free(list []string) bool {
	for _, name := range list {
		if n[name] {
			return false
		}
	}
	return true
}

func itself(name string) []string { return []string{name} }

// declares is what Go declares for an input, without its values.
func (in *Input) declares(name string) []string {
	list := []string{name}
	switch in.Type {
	case "date":
		for _, part := range in.Parts {
			list = append(list, name+string(part[0]-'a'+'A')+part[1:])
		}
	case "category":
		list = append(list, name+"Value", name+"Missing", name+"Unknown", "Parse"+name)
	}
	return list
}
