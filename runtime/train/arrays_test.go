package train

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestNumPysArraysAreRead reads what NumPy itself has written, in each type and order of bytes.
func TestNumPysArraysAreRead(t *testing.T) {
	z, err := openNpz("testdata/arrays.npz", "arrays.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	plain := []float64{0, 1, 2, 100, 3, 7}
	others := map[string][]float64{
		"negative": {0, -1, -2, -100, -3, -7}, "bool": {0, 0, 1, 1, 1, 1}, "column": {0, 100},
		"third": {0, 1. / 3, 2. / 3, 100. / 3, 1, 7. / 3},
	}
	refused := map[string]string{
		"fortran": "order of Fortran", "text": `"<U4"`, "complex": `"<c8"`, "records": "records", "objects": `"|O"`, "scalar": "a single number",
	}
	for _, name := range z.names {
		a, err := z.array(name, "")
		if says := refused[name]; says != "" {
			if err == nil || !strings.HasPrefix(err.Error(), "arrays.npz: "+name) || !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		want := others[name]
		if want == nil {
			want = plain
		}
		if got := numbersOf(t, a, err); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if len(z.names) != 30 {
		t.Errorf("%d arrays", len(z.names))
	}
}

func numbersOf(t *testing.T, a *array, err error) (got []float64) {
	t.Helper()
	if err == nil {
		err = a.each(func(_ int, values []float64) error { got = append(got, values...); return nil })
	}
	if err != nil {
		t.Error(err)
	}
	return got
}

// npyOf is an array as NumPy writes it.
func npyOf(descr, shape string, numbers []byte) []byte {
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, shape)
	text += strings.Repeat(" ", 63-(len(npyMark)+4+len(text))%64) + "\n"
	return slices.Concat([]byte(npyMark+"\x01\x00"), binary.LittleEndian.AppendUint16(nil, uint16(len(text))), []byte(text), numbers)
}

func f4(values ...float32) []byte {
	b, _ := binary.Append(nil, binary.LittleEndian, values)
	return b
}

func f8(values ...float64) []byte {
	b, _ := binary.Append(nil, binary.LittleEndian, values)
	return b
}

func idxOf(of byte, dims []uint32, numbers []byte) []byte {
	b, _ := binary.Append([]byte{0, 0, of, byte(len(dims))}, binary.BigEndian, dims)
	return append(b, numbers...)
}

func zipOf(t testing.TB, parts map[string][]byte) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, part := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipped(t *testing.T, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFormatsHoldTheSameRows: rows are the same, to the hash that checkpoints and scores know them by, whichever format they
// are read from; and so are the rows that lack a target.
func TestFormatsHoldTheSameRows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const n = 40_000 // more than a block
	text := []byte("length,width,kind\n")
	var xs []float32
	var bytesOf, ys []byte
	var gaps []float64
	for i := range n {
		a, b, k := r.IntN(256), r.IntN(256), r.IntN(3)
		xs, bytesOf = append(xs, float32(a), float32(b)), append(bytesOf, byte(a), byte(b))
		gap := float64(k)
		if i%7 == 0 {
			gap = math.NaN()
		}
		ys, gaps = append(ys, byte(k)), append(gaps, gap)
		text = fmt.Appendf(text, "%d,%d,%d\n", a, b, k)
	}
	dir := t.TempDir()
	save := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	shape := fmt.Sprint(n)
	labels := save("labels.idx1-ubyte.gz", zipped(t, idxOf(8, []uint32{n}, ys)))
	hash := func(data, targets string) (string, *dataset[float64]) {
		t.Helper()
		job := numbered()
		if data != "" {
			job.Data, job.TargetFile = save(data, map[string]string{
				"d.csv": string(text),
				"d.npz": zipOf(t, map[string][]byte{"x.npy": npyOf("<f4", shape+", 2", f4(xs...)), "kind.npy": npyOf("|u1", shape+",", ys), "more.txt": nil}),
				"g.npz": zipOf(t, map[string][]byte{"x.npy": npyOf("<f4", shape+", 2", f4(xs...)), "kind.npy": npyOf("<f8", shape+",", f8(gaps...))}),
				"d.npy": string(npyOf("|u1", shape+", 1, 2", bytesOf)), "d.npy.gz": zipped(t, npyOf("|u1", shape+", 2, 1", bytesOf)),
				"train-images-idx3-ubyte": string(idxOf(8, []uint32{n, 1, 2}, bytesOf)), "d.idx.gz": zipped(t, idxOf(8, []uint32{n, 2}, bytesOf)),
			}[data]), targets
		}
		d, err := readDataset[float64](job, 2)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		s := &session[float64]{job: job, data: d, net: untyped(linearFake(0).net)}
		return s.hashOf(s.allRows(), nil), d
	}
	want, _ := hash("d.csv", "")
	for _, data := range []string{"d.npz", "d.npy", "d.npy.gz", "train-images-idx3-ubyte", "d.idx.gz"} {
		targets := labels
		if data == "d.npz" {
			targets = ""
		}
		if got, d := hash(data, targets); got != want || d.rows() != n || d.header[d.columns.inputs[1]] != "width" || d.header[d.columns.targets[0]] != "kind" {
			t.Errorf("%s: %d other rows, columns %v of %v", data, d.rows(), d.columns, d.header)
		}
	}
	_, d := hash("g.npz", "")
	if d.leftOut != (n+6)/7 || d.rows() != n-d.leftOut || d.weights != nil || d.x(0)[0] != float64(xs[2]) || d.target(0)[0] != float64(ys[1]) {
		t.Errorf("%d rows left out of %d", d.leftOut, d.rows())
	}
}

// images is a job over two mapped inputs and two heads.
func images() *Job {
	return &Job{
		Task: Multiclass, NumInputs: 8, NumOutputs: 3, DataShown: "d.npz",
		Ports: []Port{{Name: "image", Shape: []int{3, 1, 2}, Entries: 6, Inner: 2}, {Name: "age", Shape: []int{2}, Entries: 2, Inner: 1}},
		Heads: []Head{{Name: "kind", Task: Multiclass, NumOutputs: 3, Targets: []string{"class"}, Labels: []string{"cat", "dog", "owl"}, LossWeight: 1},
			{Name: "size", Task: Regression, NumOutputs: 2, LossWeight: 1}},
		Weight: "w",
	}
}

func imageArrays() map[string][]byte {
	var all []float32
	for i := range 12 {
		all = append(all, float32(i))
	}
	return map[string][]byte{
		"image.npy": npyOf("<f4", "2, 3, 2", f4(all...)), "age.npy": npyOf("|i1", "2, 2", []byte{1, 2, 3, 0xfc}),
		"class.npy": npyOf("|u1", "2, 1", []byte{2, 0}), "size.npy": npyOf("<f8", "2, 2", f8(1, 2, 3, 4)), "w.npy": npyOf("<f4", "2,", f4(1, 0.5)),
	}
}

// TestArraysByName: inputs and heads are the arrays of their names, and stand in a row in the spec's order.
func TestArraysByName(t *testing.T) {
	job := images()
	job.Data = write(t, "d.npz", zipOf(t, imageArrays()))
	d, err := readDataset[float32](job, 8)
	if err != nil {
		t.Fatal(err)
	}
	if x := d.x(1); !slices.Equal(x, []float32{6, 7, 8, 9, 10, 11, 3, -4}) {
		t.Errorf("x %v", x)
	}
	if y := d.target(1); !slices.Equal(y, []float32{0, 3, 4}) || !slices.Equal(d.target(0), []float32{2, 1, 2}) || !slices.Equal(d.weights, []float32{1, 0.5}) {
		t.Errorf("targets %v, %v, weights %v", d.target(0), y, d.weights)
	}
	if want := []string{"image[0, 0, 0]", "image[0, 0, 1]", "image[1, 0, 0]", "image[1, 0, 1]", "image[2, 0, 0]", "image[2, 0, 1]", "age[0]", "age[1]",
		"class", "size[0]", "size[1]"}; !slices.Equal(d.header, want) {
		t.Errorf("header %q", d.header)
	}
}

// TestArrayErrors: what is wrong with arrays is said with its place, by training and by Check.
func TestArrayErrors(t *testing.T) {
	with := func(name string, part []byte) string {
		all := imageArrays()
		if all[name+".npy"] = part; part == nil {
			delete(all, name+".npy")
		}
		return zipOf(t, all)
	}
	nan := float32(math.NaN())
	for _, test := range []struct{ name, data, want string }{
		{"no zip", "PK", "d.npz is no archive of NumPy's: zip: not a valid zip file"},
		{"no array of the name", with("age", nil), `d.npz: there is no array "age" (the arrays are: `},
		{"no array", with("age", []byte("5,3\n")), "d.npz: age is no array of NumPy's: unexpected EOF"},
		{"another file", with("age", []byte("5,3,2,1,5\n1,2")), `d.npz: age is no array of NumPy's: it begins with "5,3,2,1,"`},
		{"channels last", with("image", npyOf("|u1", "2, 1, 2, 3", make([]byte, 12))), `d.npz: image has rows of 1 × 2 × 3 numbers, but the input "image" takes 3 × 1 × 2; ` +
			"channels come first here: save numpy.moveaxis(…, -1, 1) of it"},
		{"other size", with("age", npyOf("|u1", "2, 3", make([]byte, 6))), `d.npz: age has rows of 3 numbers, but the input "age" takes 2`},
		{"other rows", with("age", npyOf("|u1", "3, 2", make([]byte, 6))), "d.npz: age has 3 rows, but d.npz: image has 2"},
		{"one-hot", with("class", npyOf("|u1", "2, 3", make([]byte, 6))), "d.npz: class has 3 numbers a row, but a target is the number of its class"},
		{"no class", with("class", npyOf("|u1", "2,", []byte{1, 7})), "d.npz: class[1] is 7, but the classes are 0, 1, 2, the positions of the labels"},
		{"gap", with("image", npyOf("<f4", "2, 3, 2", f4(0, 0, 0, 0, 0, 0, 0, 0, 0, nan, 0, 0))), "d.npz: image[1, 1, 1] is NaN; fill in a number or remove the row"},
		{"infinite", with("age", npyOf("<f8", "2, 2", f8(0, 1, 1e300, 0))), "d.npz: age[1, 0] is 1e+300, beyond the range of float32"},
		{"weight", with("w", npyOf("|i1", "2,", []byte{1, 0xff})), "d.npz: w[1] is -1, which is no weight; a weight is a number from 0 on"},
		{"cut off", with("image", npyOf("<f4", "2, 3, 2", f4(0, 0, 0, 0, 0, 0, 0))), "d.npz: image ends after row 1, but its header tells of 2 rows of 3 × 2 numbers"},
		{"too long", with("image", npyOf("<f4", "2, 3, 2", make([]byte, 52))), "d.npz: image goes on behind the 2 rows of 3 × 2 numbers of its header"},
		{"no rows", with("image", npyOf("<f4", "0, 3, 2", nil)), "d.npz: image has no rows; add rows of data"},
		{"huge rows", with("image", npyOf("<f4", "2, 9223372036854775807, 9223372036854775807", nil)), "d.npz: image has rows of 9223372036854775807 × 9223372036854775807 numbers"},
		{"too large a size", with("image", npyOf("<f4", "2, 9223372036854775808", nil)), `d.npz: image: the size "9223372036854775808" of a dimension`},
		{"long header", with("image", []byte(npyMark+"\x02\x00\xff\xff\xff\x7f")), "d.npz: image is no array of NumPy's: its header is 2147483647 bytes long"},
	} {
		job := images()
		job.Data = write(t, "d.npz", test.data)
		_, err := readDataset[float32](job, 8)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
			continue
		}
		report, checked := Check[float32](job)
		if checked == nil && len(report.Findings) == 1 {
			checked = fmt.Errorf("d.npz: %s", report.Findings[0].Message)
		}
		if checked == nil || checked.Error() != err.Error() {
			t.Errorf("%s: Check says %v, training %v", test.name, checked, err)
		}
	}
}

// TestCheckCountsInArrays: all of an array that is wrong is one finding, and another array has its own.
func TestCheckCountsInArrays(t *testing.T) {
	all := imageArrays()
	all["age.npy"] = npyOf("<f4", "2, 2", f4(0, float32(math.NaN()), float32(math.NaN()), 0))
	all["class.npy"] = npyOf("|u1", "2,", []byte{3, 4})
	job := images()
	job.Data = write(t, "d.npz", zipOf(t, all))
	report, err := Check[float32](job)
	if err != nil || report.Arrays != 5 || len(report.Findings) != 2 ||
		report.Findings[0].Message != "class[0] is 3, but the classes are 0, 1, 2, the positions of the labels; 2 numbers like this in the array" ||
		report.Findings[1].Message != "age[0, 1] is NaN; fill in a number or remove the row; 2 numbers like this in the array" {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestLyingHeadersTakeNoMemory: a file that promises more than it has costs what it has.
func TestLyingHeadersTakeNoMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many megabytes")
	}
	bomb := make([]byte, 64<<20) // of zeros, a thousandth of it compressed
	for _, test := range []struct {
		name, data, rows string
		told             int // targets that are there
		want             string
	}{
		{"d.idx", string(idxOf(8, []uint32{1 << 20, 2}, []byte{1, 2, 3})), "1048576", 1 << 20, "ends after row 1,"},
		{"d.npy", string(npyOf("|u1", "9223372036854775807, 2", nil)), "9223372036854775807", 0, "rows take"},
		{"d.idx.gz", zipped(t, idxOf(8, []uint32{4, 2}, bomb)), "4", 4, "goes on behind the 4 rows"},
		{"d.npz", zipOf(t, map[string][]byte{"x.npy": npyOf("|u1", "4, 2", bomb), "y.npy": npyOf("|u1", "4,", make([]byte, 4))}), "", 0, "goes on behind the 4 rows"},
	} {
		job := numbered()
		job.Targets = nil
		job.Data, job.DataShown = write(t, test.name, test.data), test.name
		if test.rows != "" {
			job.TargetFile = write(t, "y.npy", string(npyOf("|u1", test.rows+",", make([]byte, test.told))))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readDataset[float64](job, 2)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 100<<20 {
			t.Errorf("%s: %d MB taken", test.name, taken>>20)
		}
	}
}

// FuzzArrays: no file makes reading panic, and what is read has as many rows as its bytes can hold.
func FuzzArrays(f *testing.F) {
	f.Add(npyOf("<f4", "2, 2", f4(1, 2, 3, 4)))
	f.Add(npyOf(">i8", "1,", make([]byte, 8)))
	f.Add(idxOf(0x0d, []uint32{1, 2}, f4(1, 2)))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func(string, *bytes.Reader) (*array, error){
			func(name string, b *bytes.Reader) (*array, error) { return readNpy(name, b) },
			func(name string, b *bytes.Reader) (*array, error) { return readIdx(name, b) },
		} {
			a, err := read("f", bytes.NewReader(data))
			if err != nil || a.width() > 1<<16 {
				continue
			}
			rows := 0
			err = a.each(func(row int, values []float64) error {
				if row != rows || len(values) != a.width() {
					t.Fatalf("row %d of %d numbers, not %d of %d", row, len(values), rows, a.width())
				}
				rows++
				return nil
			})
			if err == nil && rows != a.rows() || rows*a.width()*a.number.size > len(data) {
				t.Fatalf("%d rows of %v in %d bytes: %v", rows, a.dims, len(data), err)
			}
		}
	})
}

// FuzzNpz: no archive makes reading panic, and Check refuses what training does.
func FuzzNpz(f *testing.F) {
	seed, err := os.ReadFile("testdata/arrays.npz")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(zipOf(f, map[string][]byte{"x.npy": npyOf("<f4", "2, 2", f4(1, 2, 3, 4)), "kind.npy": npyOf("|u1", "2,", []byte{0, 2})})))
	f.Fuzz(func(t *testing.T, data []byte) {
		job := numbered()
		job.Data = write(t, "d.npz", string(data))
		_, err := readDataset[float64](job, 2)
		report, checked := Check[float64](job)
		if (err == nil) != (checked == nil && len(report.Findings) == 0) && (report == nil || !report.Findings[0].Warning) {
			t.Fatalf("training says %v, Check %v, %+v", err, checked, report)
		}
	})
}
