// Package diag holds what nngen says about a file as data (a position, a
// message, notes and a hint) and the one renderer that turns it into text with
// the source line and a caret under it.
//
// The package knows nothing of specs: [Diagnostic] serves whatever file has
// lines and columns. Lines and columns count from 1; columns and lengths are in
// characters (Unicode code points, an invalid byte counting as one), not bytes.
// A byte order mark at the start of a file has no column.
package diag
