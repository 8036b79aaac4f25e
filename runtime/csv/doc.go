// Package csv reads the rows of CSV files as numbers.
//
// A [Reader] finds out how a file is written (line ends, separator), reads the header and cuts the rest into blocks of
// whole rows. A [Plan] says what becomes of each column and reads a block in one pass over its bytes: numbers where they
// stand, other fields through a function. [Each] does that on several cores, with the order of the file kept.
//
// Quotes are those of RFC 4180. Lines end in LF, CRLF or, for all lines of a file alike, CR. A byte order mark and empty
// lines are read over, and so are blanks around a field. What is wrong is told with its place: FILE:LINE:COLUMN, the
// column counted in characters.
package csv
