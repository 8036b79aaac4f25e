// Package spec reads the declarative description of a network: YAML text in, a checked Spec or a list of diagnostics
// out. Everything that can be known to be wrong without looking at data is found here, all of it in one run, each with
// its place in the text.
//
//	s, problems := spec.Parse("iris.yaml", src)
//	if problems.HasErrors() {
//		diag.Render(os.Stderr, src, problems)
//	}
//
// The language is version 1; the vocabulary (activations, losses, optimizers …) is the tables of package op.
package spec
