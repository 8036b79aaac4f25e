// Package schema writes the JSON Schema (draft 2020-12) of the spec language, with which editors complete and check
// specs. It is made from spec.Language, the description that the checker reads too.
//
// A schema sees the structure of a spec: keys, types, words and ranges. What needs more, such as dimensions that follow
// from each other, names that clash, or how a number is written, is left to nngen check.
package schema
