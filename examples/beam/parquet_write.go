package main

import (
	encoding "encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xitongsys/parquet-go-source/writerfile"
	"github.com/xitongsys/parquet-go/layout"
	"github.com/xitongsys/parquet-go/marshal"
	"github.com/xitongsys/parquet-go/parquet"
	"github.com/xitongsys/parquet-go/schema"
	"github.com/xitongsys/parquet-go/writer"

	"github.com/nngen/nngen/runtime/train"
)

// newParquetWriter is what writes answers in CSV as Parquet, and what ends that. Kept columns and classes are texts, null where a
// text is empty; outputs are numbers, of as many bits as the network's.
func newParquetWriter(to io.Writer, kept int, s *train.Scorer) (io.Writer, func(bool) error) {
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := writeParquet(to, r, kept, s)
		r.CloseWithError(err)
		done <- err
	}()
	return w, func(whole bool) error {
		if whole {
			w.Close()
		} else {
			w.CloseWithError(errors.New("the answers have not come to their end"))
		}
		return <-done
	}
}

func writeParquet(to io.Writer, from io.Reader, kept int, s *train.Scorer) error {
	r := encoding.NewReader(from)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return err
	}
	columns := parquetColumns(header, kept, s)
	w, err := parquetFile(to, columns)
	if err != nil {
		return err
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return w.WriteStop()
		}
		if err != nil {
			return err
		}
		row := make([]any, len(record))
		for i, text := range record {
			if row[i], err = valueOf(columns[i], text); err != nil {
				return err
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
}

// parquetColumns are a root and the columns of the answers.
func parquetColumns(header []string, kept int, s *train.Scorer) (list []*parquet.SchemaElement) {
	numbers := map[int]bool{}
	at := kept
	for _, head := range s.Heads {
		if head.Classes != nil {
			at++
		}
		for range head.Outputs {
			numbers[at] = true
			at++
		}
	}
	optional, text := parquet.FieldRepetitionType_OPTIONAL, parquet.ConvertedType_UTF8
	for i, name := range header {
		e := &parquet.SchemaElement{Name: name, RepetitionType: &optional}
		switch {
		case !numbers[i]:
			e.Type, e.ConvertedType = parquet.TypePtr(parquet.Type_BYTE_ARRAY), &text
		case s.Bits == 32:
			e.Type = parquet.TypePtr(parquet.Type_FLOAT)
		default:
			e.Type = parquet.TypePtr(parquet.Type_DOUBLE)
		}
		list = append(list, e)
	}
	return list
}

func valueOf(e *parquet.SchemaElement, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	switch e.GetType() {
	case parquet.Type_FLOAT:
		v, err := strconv.ParseFloat(text, 32)
		return float32(v), err
	case parquet.Type_DOUBLE:
		return strconv.ParseFloat(text, 64)
	}
	return text, nil
}

// parquetFile is the library's writer of rows without a type of Go's, for columns of any name.
func parquetFile(to io.Writer, columns []*parquet.SchemaElement) (*writer.CSVWriter, error) {
	required, n := parquet.FieldRepetitionType_REQUIRED, int32(len(columns))
	elements := append([]*parquet.SchemaElement{{Name: "answers", RepetitionType: &required, NumChildren: &n}}, columns...)
	w := new(writer.CSVWriter)
	w.SchemaHandler = schema.NewSchemaHandlerFromSchemaList(elements)
	if len(w.SchemaHandler.MapIndex) != len(elements) {
		return nil, fmt.Errorf("the names of two columns of the answers cannot be told apart by the library that writes Parquet: write CSV")
	}
	w.PFile = writerfile.NewWriterFile(to)
	w.PageSize, w.RowGroupSize, w.NP, w.Offset = 64<<10, 64<<20, 1, int64(len(magic))
	w.CompressionType = parquet.CompressionCodec_SNAPPY
	w.PagesMapBuf, w.DictRecs = map[string][]*layout.Page{}, map[string]*layout.DictRecType{}
	w.Footer = parquet.NewFileMetaData()
	w.Footer.Version, w.Footer.Schema = 1, elements
	w.MarshalFunc = marshal.MarshalCSV
	_, err := io.WriteString(to, magic)
	return w, err
}

// magic begins every file of Parquet.
const magic = "PAR1"
