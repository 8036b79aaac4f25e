package train

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// predictHeader is the first line of the predictions. An answer whose column is called like one that is kept, such as that
// of the target itself, is told from it.
func predictHeader(job *Job) string {
	var answers []string
	for _, head := range job.views() {
		if head.hasClasses() {
			answers = append(answers, head.column("class"))
		}
		for _, name := range outputColumns(head.Job) {
			answers = append(answers, head.column(name))
		}
	}
	for i, name := range answers {
		if slices.Contains(job.Keep, name) {
			answers[i] = name + "_predicted"
		}
	}
	return strings.Join(csvTexts(slices.Concat(job.Keep, answers)), ",") + "\n"
}

// outputColumns names a column for each output.
func outputColumns(job *Job) []string {
	switch {
	case job.Task == Multiclass:
		return job.classTexts()
	case job.Task == Binary && len(job.Labels) > 0:
		return job.Labels[1:2]
	case job.Task == Binary:
		return []string{"probability"}
	case job.Task == Multilabel && len(job.Labels) > 0:
		return job.Labels
	case job.Task == Regression && len(job.OutputNames) > 0:
		return job.OutputNames
	case job.Task == Regression && len(job.Targets) > 0:
		return job.Targets
	}
	names := make([]string, job.NumOutputs)
	for i := range names {
		names[i] = fmt.Sprintf("output_%d", i+1)
	}
	return names
}

// csvTexts quotes texts where CSV needs it.
func csvTexts(texts []string) []string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = string(appendCSV(nil, text))
	}
	return quoted
}

// appendCSV appends a text as a field, in quotes where it needs them.
func appendCSV(line []byte, text string) []byte {
	if text == "" || !strings.ContainsAny(text, ",\"\r\n") && parse.Trim(text) == text {
		return append(line, text...)
	}
	line = append(line, '"')
	for part := range strings.SplitAfterSeq(text, "\"") {
		line = append(line, part...)
		if strings.HasSuffix(part, "\"") {
			line = append(line, '"')
		}
	}
	return append(line, '"')
}
