// Package vocab shows the vocabulary of the spec language, which is the tables of package op, as text, as JSON and as
// the Markdown of docs/vocabulary.md.
package vocab
