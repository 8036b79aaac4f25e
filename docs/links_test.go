package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks follows each link of each page of the repository that leads to a file of it, and to a heading there.
func TestLinks(t *testing.T) {
	for _, path := range pages(t) {
		for _, target := range links(t, path) {
			file, anchor, anchored := strings.Cut(target, "#")
			to := filepath.Join(filepath.Dir(path), file)
			if file == "" {
				to = path
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", path, target)
			} else if anchored && !headings(t, to)[anchor] {
				t.Errorf("%s: %s has no heading #%s", path, to, anchor)
			}
		}
	}
}

// pages lists all pages of the repository.
func pages(t *testing.T) (list []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".md") {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// links lists where a page leads to inside the repository.
func links(t *testing.T, path string) (list []string) {
	t.Helper()
	for _, m := range link.FindAllStringSubmatch(prose(t, path), -1) {
		if !strings.Contains(m[1], "://") {
			list = append(list, m[1])
		}
	}
	return list
}

var inCode = regexp.MustCompile("`[^`\n]*`")

// prose is a page without its blocks and its code.
func prose(t *testing.T, path string) string {
	t.Helper()
	return inCode.ReplaceAllString(withoutBlocks(t, path), "")
}

func withoutBlocks(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	inside := false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "```") {
			inside = !inside
		} else if !inside {
			b.WriteString(line)
		}
	}
	return b.String()
}

var unsaid = regexp.MustCompile(`[^\p{L}\p{N}\-_ ]`)

// headings are the anchors of a page, as GitHub makes them.
func headings(t *testing.T, path string) map[string]bool {
	t.Helper()
	list := map[string]bool{}
	for line := range strings.Lines(withoutBlocks(t, path)) {
		if title := strings.TrimLeft(line, "#"); title != line {
			words := unsaid.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
			list[strings.ReplaceAll(words, " ", "-")] = true
		}
	}
	return list
}
