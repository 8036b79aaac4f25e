//go:build !js

// Command web serves a page on which one draws a digit, and which reads it: the model runs in the browser, compiled to
// WebAssembly. This program compiles itself for the browser, and serves that with the page.
//
//	go run ./examples/web
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:generate go run ../../cmd/nngen build ../mnist/mnist.yaml

//go:embed index.html
var page []byte

func main() {
	addr := flag.String("http", "localhost:8080", "address to serve at")
	flag.Parse()
	dir, err := os.MkdirTemp("", "web")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	handler, err := build(dir)
	if err != nil {
		log.Print(err)
		return
	}
	fmt.Printf("http://%s\n", *addr)
	log.Print(http.ListenAndServe(*addr, handler))
}

// build compiles the program for the browser into the folder, and returns what serves it.
func build(dir string) (http.Handler, error) {
	wasm := filepath.Join(dir, "web.wasm")
	cmd := exec.Command("go", "build", "-ldflags=-s -w", "-o", wasm, "github.com/nngen/nngen/examples/web")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	support := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	mux := http.NewServeMux()
	mux.HandleFunc("/web.wasm", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, wasm) })
	mux.HandleFunc("/wasm_exec.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, support) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) { w.Write(page) })
	return mux, nil
}
