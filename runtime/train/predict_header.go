package train

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// predictHeader is the first line of the predictions.
func predictHeader(job *Job) string {
	names := csvTexts(outputColumns(job))
	if job.hasClasses() {
		names = append([]string{"class"}, names...)
	}
	return strings.Join(names, ",") + "\n"
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
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Write([]string{text})
		w.Flush()
		quoted[i] = strings.TrimSuffix(b.String(), "\n")
	}
	return quoted
}
