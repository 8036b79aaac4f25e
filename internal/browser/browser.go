// Package browser lets tests look at pages as a browser shows them.
package browser

import (
	"os/exec"
	"testing"
)

// DOM is what a page is after its scripts have run, in headless Chromium with some flags more. Where there is no Chromium the
// test is skipped.
func DOM(t testing.TB, url string, flags ...string) string {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "google-chrome", "chromium-browser"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium")
	}
	args := append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + t.TempDir(), "--timeout=60000", "--virtual-time-budget=20000", "--dump-dom"}, flags...)
	page, err := exec.Command(path, append(args, url)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
