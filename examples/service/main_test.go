package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/generated/cars"
	"github.com/nngen/nngen/generated/penguins"
)

// TestEveryRow posts each row of the data through a connection: the answer is that of the same row read as a CSV, to the bit.
func TestEveryRow(t *testing.T) {
	server := httptest.NewServer(service())
	defer server.Close()
	for _, row := range readTable(t, "cars", cars.Columns[:]) {
		var got, want cars.Output
		ask(t, server.URL+"/cars", row.json(t, "Origin", "Year"), &got)
		var r cars.Record
		row.set(t, r.Set)
		want, err := cars.Pretrained().Predict(&r)
		if err != nil || got != want {
			t.Errorf("%v: %v, want %v (%v)", row, got, want, err)
		}
	}
	for _, row := range readTable(t, "penguins", penguins.Columns[:]) {
		var got struct {
			Class         string
			Probabilities penguins.Output
		}
		ask(t, server.URL+"/penguins", row.json(t, "Island", "Sex"), &got)
		var r penguins.Record
		row.set(t, r.Set)
		want, err := penguins.Pretrained().Predict(&r)
		if err != nil || got.Probabilities != want || got.Class != penguins.Pretrained().ClassOf(&want).String() {
			t.Errorf("%v: %v, want %v (%v)", row, got, want, err)
		}
	}
}

// TestBadRows: what cannot be answered is answered with the column and what is wrong there.
func TestBadRows(t *testing.T) {
	server := httptest.NewServer(service())
	defer server.Close()
	for _, test := range []struct{ path, body, want string }{
		{"/cars", `{"Cylinders": "4"}`, `column "Cylinders": it is a string, but should be a number`},
		{"/cars", `{"Doors": 4}`, `column "Doors": there is no such column`},
		{"/penguins", `{"Island": null}`, `column "Island": there is no value, and the model knows none to take instead`},
		{"/penguins", `{"Island": "Dream"`, `unexpected EOF`},
	} {
		reply, err := http.Post(server.URL+test.path, "application/json", strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(reply.Body)
		reply.Body.Close()
		if got := strings.TrimSpace(string(text)); err != nil || reply.StatusCode != http.StatusBadRequest || got != test.want {
			t.Errorf("%s %s: %d %s (%v), want %s", test.path, test.body, reply.StatusCode, got, err, test.want)
		}
	}
}

// row is one of a CSV: its texts by column.
type row map[string]string

// readTable reads the columns that a model asks for.
func readTable(t *testing.T, name string, columns []string) (list []row) {
	t.Helper()
	file, err := os.Open("../data/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		r := row{}
		for i, column := range records[0] {
			if slices.Contains(columns, column) {
				r[column] = record[i]
			}
		}
		list = append(list, r)
	}
	return list
}

func (r row) set(t *testing.T, set func(column, text string) error) {
	t.Helper()
	for column, text := range r {
		if err := set(column, text); err != nil {
			t.Fatal(err)
		}
	}
}

// json is the row as an object: texts are those columns that hold no numbers.
func (r row) json(t *testing.T, texts ...string) string {
	t.Helper()
	object := map[string]any{}
	for column, text := range r {
		switch {
		case text == "":
			object[column] = nil
		case slices.Contains(texts, column):
			object[column] = text
		default:
			object[column] = json.Number(text)
		}
	}
	body, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// ask posts an object and reads the answer.
func ask(t *testing.T, url, body string, answer any) {
	t.Helper()
	reply, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(reply.Body)
		t.Fatalf("%s: %d %s", body, reply.StatusCode, text)
	}
	if err := json.NewDecoder(reply.Body).Decode(answer); err != nil {
		t.Fatal(err)
	}
}
