package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/xitongsys/parquet-go-source/local"
	"github.com/xitongsys/parquet-go/common"
	"github.com/xitongsys/parquet-go/parquet"
	"github.com/xitongsys/parquet-go/reader"

	"github.com/nngen/nngen/runtime/train"
)

// parquetTexts is a file of Parquet as a CSV: each value as a text, so that it is read by the rules of the spec, and null as one
// that means that there is no value. The separator is a tab.
type parquetTexts struct {
	*io.PipeReader
	r         *reader.ParquetReader
	columns   []parquetColumn
	null      string
	temporary string // the local copy of a file from elsewhere
	done      chan struct{}
}

const parquetSeparator = '\t'

type parquetColumn struct {
	name string
	path string
	text func(value any) string
}

// placeInParquet are a row, counted from 1, and no column.
func placeInParquet(r train.Rejection) (line, column int) { return r.Row, 0 }

func newParquetTexts(ctx context.Context, part Part, job *train.Job, keep []string) (*parquetTexts, error) {
	p := &parquetTexts{done: make(chan struct{})}
	if job.Missing != nil && !slices.Contains(job.Missing, "") && len(job.Missing) > 0 {
		p.null = job.Missing[0]
	}
	path := part.In
	if isRemote(path) {
		copied, err := fetch(ctx, path)
		if err != nil {
			return nil, err
		}
		p.temporary, path = copied, copied
	}
	if err := p.open(path, part.In, job, keep); err != nil {
		p.remove()
		return nil, err
	}
	var w *io.PipeWriter
	p.PipeReader, w = io.Pipe()
	go func() {
		defer close(p.done)
		w.CloseWithError(p.write(w))
	}()
	return p, nil
}

// Close ends the reading.
func (p *parquetTexts) Close() error {
	p.PipeReader.Close()
	<-p.done
	p.r.ReadStop()
	p.r.PFile.Close()
	p.remove()
	return nil
}

func (p *parquetTexts) remove() {
	if p.temporary != "" {
		os.Remove(p.temporary)
	}
}

func (p *parquetTexts) open(path, shown string, job *train.Job, keep []string) (err error) {
	file, err := local.NewLocalFileReader(path)
	if err != nil {
		return err
	}
	if p.r, err = reader.NewParquetColumnReader(file, 1); err == nil {
		err = p.findColumns(job, keep)
	}
	if err != nil {
		file.Close()
		return &aboutFile{fmt.Errorf("%s: %w", shown, err)}
	}
	return nil
}

// findColumns finds those that are read: all, where the spec does not name them.
func (p *parquetTexts) findColumns(job *train.Job, keep []string) error {
	h := p.r.SchemaHandler
	wanted := slices.Concat(job.Inputs, keep)
	paths := map[string]string{}
	for i := 1; i < len(h.SchemaElements); i++ {
		element, name := h.SchemaElements[i], h.Infos[i].ExName
		if element.GetNumChildren() > 0 || strings.Count(h.IndexMap[int32(i)], common.PAR_GO_PATH_DELIMITER) != 1 {
			continue // it is, or lies in, a group
		}
		path := h.IndexMap[int32(i)]
		if other, taken := paths[path]; taken {
			return fmt.Errorf("the columns %q and %q cannot be told apart by the library that reads Parquet: rename one", other, name)
		}
		paths[path] = name
		if len(job.Inputs) > 0 && !slices.Contains(wanted, strings.TrimSpace(name)) {
			continue
		}
		text, err := textOf(element, job.Decimal)
		if err != nil {
			return fmt.Errorf("column %q: %w", name, err)
		}
		p.columns = append(p.columns, parquetColumn{name, path, text})
	}
	if len(p.columns) == 0 {
		return fmt.Errorf("it has none of the columns that are read: %q", wanted)
	}
	return nil
}

// rowsAtOnce is how many rows of each column are held.
const rowsAtOnce = 4096

// write writes the CSV.
func (p *parquetTexts) write(to io.Writer) error {
	w := bufio.NewWriterSize(to, 256<<10)
	var names []string
	for _, c := range p.columns {
		names = append(names, c.name)
	}
	writeTexts(w, names)
	table, row := make([][]any, len(p.columns)), make([]string, len(p.columns))
	for left := p.r.GetNumRows(); left > 0; {
		n := min(left, rowsAtOnce)
		if err := p.read(table, n); err != nil {
			return err
		}
		for i := range n {
			for c := range table {
				row[c] = p.null
				if v := table[c][i]; v != nil {
					row[c] = p.columns[c].text(v)
				}
			}
			writeTexts(w, row)
		}
		left -= n
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return w.Flush()
}

// read reads the next n rows of each column. The library does not tell of damage but by rows that lack.
func (p *parquetTexts) read(table [][]any, n int64) (err error) {
	defer func() {
		if bad := recover(); bad != nil {
			err = &aboutFile{fmt.Errorf("the file is damaged: %v", bad)}
		}
	}()
	for c, column := range p.columns {
		if table[c], _, _, err = p.r.ReadColumnByPath(column.path, n); err != nil {
			return err
		}
		if int64(len(table[c])) != n {
			return &aboutFile{fmt.Errorf("column %q ends before the last row: the file is damaged", column.name)}
		}
	}
	return nil
}

// writeTexts writes a line. An empty one would be read over.
func writeTexts(w *bufio.Writer, texts []string) {
	for i, text := range texts {
		if i > 0 {
			w.WriteByte(parquetSeparator)
		}
		if len(texts) == 1 && text == "" || strings.ContainsAny(text, "\"\t\r\n") {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		w.WriteString(text)
	}
	w.WriteByte('\n')
}

// isList tells whether a column has several values in a row.
func isList(e *parquet.SchemaElement) bool {
	return e.GetRepetitionType() == parquet.FieldRepetitionType_REPEATED
}

// fetch copies a file of another file system to a temporary one.
func fetch(ctx context.Context, file string) (path string, err error) {
	r, err := openFile(ctx, file)
	if err != nil {
		return "", err
	}
	defer r.Close()
	w, err := os.CreateTemp("", "nngen-*-"+baseOf(file)) // the ending tells the format
	if err != nil {
		return "", err
	}
	if _, err = io.Copy(w, r); err == nil {
		err = w.Close()
	}
	if err != nil {
		w.Close()
		os.Remove(w.Name())
	}
	return w.Name(), err
}
