package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/browser"
)

// look is a page that opens a report in frames of several widths and writes what it sees there.
const look = `<!DOCTYPE html><body><script>
const widths = [360, 1280], seen = [];
let loaded = 0;
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:" + width + "px;height:900px";
  frame.src = "/report";
  frame.onload = () => {
    const page = frame.contentDocument, sheet = frame.contentWindow.getComputedStyle(page.body);
    const inside = (text, svg) => {
      const t = text.getBoundingClientRect(), s = svg.getBoundingClientRect();
      return t.width === 0 || t.left > s.left - 2 && t.right < s.right + 2 && t.top > s.top - 2 && t.bottom < s.bottom + 2;
    };
    const pictures = [...page.querySelectorAll("svg")];
    seen.push({
      width, overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
      pictures: pictures.length, small: pictures.filter(s => s.getBoundingClientRect().width < 100 || s.getBoundingClientRect().height < 50).length,
      cut: pictures.flatMap(s => [...s.querySelectorAll("text")].filter(t => !inside(t, s)).map(t => t.textContent)),
      letters: Math.min(...[...page.querySelectorAll("p, td, th, dd, dt, h1, h2, h3, pre")].map(e => parseFloat(frame.contentWindow.getComputedStyle(e).fontSize))),
      ink: sheet.color, paper: frame.contentWindow.getComputedStyle(page.documentElement).backgroundColor + sheet.backgroundColor,
      loads: frame.contentWindow.performance.getEntriesByType("resource").length,
    });
    if (++loaded === widths.length) document.body.innerHTML = "<pre id=seen>" + JSON.stringify(seen) + "</pre>";
  };
  document.body.append(frame);
}
</script></body>`

// sight is what a browser sees of a report in a frame.
type sight struct {
	Width, Overflow, Pictures, Small, Loads int
	Cut                                     []string
	Letters                                 float64
	Ink, Paper                              string
}

// TestInBrowser: on a telephone and on a desk, by day and by night, a report fits its window, its pictures are whole, its
// letters can be read, and it loads nothing.
func TestInBrowser(t *testing.T) {
	text := written(t, run(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, map[bool]string{true: text, false: look}[r.URL.Path == "/report"])
	}))
	defer server.Close()
	papers := map[string]bool{}
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			preferred := map[string]int{"dark": 0, "light": 1}[scheme]
			dom := browser.DOM(t, server.URL, fmt.Sprintf("--blink-settings=preferredColorScheme=%d", preferred))
			found := regexp.MustCompile(`<pre id="seen">(.*)</pre>`).FindStringSubmatch(dom)
			if found == nil {
				t.Fatalf("nothing was seen:\n%s", dom)
			}
			var list []sight
			if err := json.Unmarshal([]byte(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(found[1])), &list); err != nil || len(list) != 2 {
				t.Fatalf("%v: %s", err, found[1])
			}
			for _, s := range list {
				papers[s.Ink+s.Paper] = true
				if s.Overflow > 0 || s.Pictures != 9 || s.Small > 0 || len(s.Cut) > 0 || s.Letters < 10 || s.Loads > 0 {
					t.Errorf("%+v", s)
				}
			}
		})
	}
	if !t.Failed() && len(papers) > 0 && len(papers) != 2 { // there are none without a browser
		t.Errorf("by day and by night the colours are %v", papers)
	}
}
