package train

import (
	"slices"
	"testing"
)

func TestSplitPartition(t *testing.T) {
	classes := map[string]func(int) int{
		"no classes": nil,
		"uneven":     func(row int) int { return min(row%7, 2) },
		"rare":       func(row int) int { return 5 * (1 - min(row, 1)) },
	}
	for name, class := range classes {
		for n := 10; n < 60; n++ {
			job := &Job{SplitSeed: uint64(n), Validation: 0.1, Test: 0.25}
			p, err := split(job, n, class)
			if err != nil {
				t.Fatal(name, n, err)
			}
			validation, test := (n+5)/10, (n+2)/4
			if len(p.validation) != validation || len(p.test) != test {
				t.Errorf("%s, %d rows: %d and %d held out, want %d and %d", name, n, len(p.validation), len(p.test), validation, test)
			}
			all := slices.Sorted(slices.Values(slices.Concat(p.train, p.validation, p.test)))
			for i, row := range all {
				if row != i || len(all) != n {
					t.Fatalf("%s, %d rows: the parts are no partition: %v", name, n, p)
				}
			}
		}
	}
}

func TestSplitIsStratified(t *testing.T) {
	class := func(row int) int { return map[bool]int{true: 0, false: 1}[row < 90] }
	for seed := range uint64(20) {
		p, err := split(&Job{SplitSeed: seed, Validation: 0.1, Test: 0.2}, 100, class)
		if err != nil {
			t.Fatal(err)
		}
		rare := func(rows []int) (n int) {
			for _, row := range rows {
				n += class(row)
			}
			return n
		}
		if rare(p.train) != 7 || rare(p.validation) != 1 || rare(p.test) != 2 {
			t.Errorf("seed %d: 10 rare rows divided into %d, %d, %d", seed, rare(p.train), rare(p.validation), rare(p.test))
		}
	}
}

func TestTake(t *testing.T) {
	groups := [][]int{{0, 1, 2, 3, 4}, {}, {5, 6, 7}, {8, 9}}
	// Quotas 2.5, 0, 1.5, 1: the half rows go to the first of equals.
	if got, want := take(groups, 5), []int{0, 1, 2, 5, 8}; !slices.Equal(got, want) {
		t.Errorf("took %v, want %v", got, want)
	}
	if got, want := slices.Concat(groups...), []int{3, 4, 6, 7, 9}; !slices.Equal(got, want) {
		t.Errorf("left %v, want %v", got, want)
	}
}

func TestSplitSeed(t *testing.T) {
	rows := func(job *Job) []int {
		p, err := split(job, 40, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p.test
	}
	first := rows(&Job{SplitSeed: 1, Seed: 1, Test: 0.5})
	if again := rows(&Job{SplitSeed: 1, Seed: 2, Test: 0.5}); !slices.Equal(first, again) {
		t.Error("Seed moves the split")
	}
	if other := rows(&Job{SplitSeed: 2, Seed: 1, Test: 0.5}); slices.Equal(first, other) {
		t.Error("SplitSeed does not move the split")
	}
}

func TestSplitTooFewRows(t *testing.T) {
	for _, test := range []struct {
		rows int
		job  Job
		want string
	}{
		{4, Job{Validation: 0.1}, "f.csv:1:1: with 4 rows, the validation part (0.1 of them) would be empty; add rows or change the split"},
		{2, Job{Test: 0.2}, "f.csv:1:1: with 2 rows, the test part (0.2 of them) would be empty; add rows or change the split"},
		{1, Job{Test: 0.5}, "f.csv:1:1: with 1 row, the training part (0.5 of them) would be empty; add rows or change the split"},
	} {
		test.job.DataShown = "f.csv"
		_, err := split(&test.job, test.rows, nil)
		if err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}
