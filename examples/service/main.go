// Command service answers rows in JSON over HTTP with what the models of penguins and cars say of them.
//
//	go run ./examples/service
//	curl localhost:8080/cars -d '{"Cylinders": 4, "Displacement": 97, "Horsepower": null, "Weight_in_lbs": 2130, "Acceleration": 14.5, "Year": "1971-01-01", "Origin": "Japan"}'
package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/nngen/nngen/generated/cars"
	"github.com/nngen/nngen/generated/penguins"
)

func main() { log.Fatal(http.ListenAndServe("localhost:8080", service())) }

func service() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /cars", answer(cars.Pretrained().Predict))
	mux.HandleFunc("POST /penguins", answer(func(r *penguins.Record) (map[string]any, error) {
		y, err := penguins.Pretrained().Predict(r)
		return map[string]any{"class": penguins.Pretrained().ClassOf(&y).String(), "probabilities": y}, err
	}))
	return mux
}

func answer[Row, Y any](predict func(*Row) (Y, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		row := new(Row)
		if err := json.NewDecoder(request.Body).Decode(row); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		} else if y, err := predict(row); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		} else {
			json.NewEncoder(w).Encode(y)
		}
	}
}
