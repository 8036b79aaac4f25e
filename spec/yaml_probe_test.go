package spec
import ("testing";"os";"fmt";"time";"strings";"github.com/nngen/nngen/spec/diag")
func TestProbe(t *testing.T) {
 for _, s := range []string{
 "version: 1\nmodel: iris\ninputs: 4\nlayers:\n  - {units: 8, W: [3, 8}\n  - {units: 3}\n",
 "version: 1\ninputs: [3, 8\nlayers:\n  - {units: 8}\n",
 "layers:\n  - {units: 8, activation: relu\n  - {units: 3}\noutput: {task: multiclass}\n",
 "model: 'iris\nlabels: ['a', 'b']\n",
 "model: \"iris\ninputs: 4\n",
 "version:1\nmodel: iris\n","version:1\nmodel:iris\n","version 1\nmodel: iris\n","model: iris\n  inputs: 4\n","a: b: c\n","a: {a: 1 b: 2}\n","{\n\t\"a\": 1\n\t\"b\": 2\n}\n","{\"a\": [1, 2]\n \"b\": 2}\n",
 "a: 'it's nice'\n","a: \"C:\\data\"\n","layers:\n  - units: 8\n   activation: relu\n","layers:\n  - units: 8\n - units: 3\n","a: - b\n","a:\n\tb: 1\n","a: &x 1\nb: *x\nc: *y\n<<: *x\nd: !!int 5\n","a: 1\n---\nb: 2\n","---\na: 1\n...\n","a: 1\na: 2\n","[1]: 2\n? {a: 1}\n: x\n","# only\n","","\x00a: \xff1\r\n\"ü\": [1, é, 'x y']\n","layers: {units:8}\n","model: iris]\n","model: ]\n","a: @b\n", "%YAML 1.2\n---\na: 1\n","model: \"iris\"\n  inputs: 4\n","layers\n  - units: 8\n","a: |\n  it's [ \t x\n b: 2\n","- a\nb: 1\n","{a: *}","a: 1\rb: 2\r","description: long\n  *text* & 'more\nb: 1\n","a: 5 # \tx\n","a: [1,,2]\n","a: }\n", "a: 1\n b: 2\n", "x:\n  - 1\n  y: 2\n","a: \"\\q\"\n", "a: 'b'c\n", "\"a\":1\n", "a: [b]c\n", "\tx: 1\n",
 }{
  n, l := parseYAML([]byte(s)); for i := range l { l[i].File="f" }
  fmt.Printf("=== %q tree=%v\n", s, n!=nil); diag.Render(os.Stdout, []byte(s), l)
 }
}
func TestHostile(t *testing.T) {
 for name, s := range map[string]string{
  "open": strings.Repeat("[",100000), "balanced": strings.Repeat("[",100000)+strings.Repeat("]",100000), "dashes": strings.Repeat("- ",500000), "comments": strings.Repeat("#\n",500000),
  "comments2": strings.Repeat("a: #\n",200000), "keys": strings.Repeat("a: 1\n",200000), "flowkeys": "{"+strings.Repeat("a: 1,",200000)+"}", "q": strings.Repeat("? ",500000), "colon": strings.Repeat(": ",500000),
  "flowq":"["+strings.Repeat("?",1000000), "plain": strings.Repeat("x",1<<20), "words": strings.Repeat("x ",1<<19), "quote": "'"+strings.Repeat("x\n",1<<19), "nul": strings.Repeat("\x00a",1<<19), "tab": strings.Repeat("\ta\n",300000),"alias": strings.Repeat("*a ",300000), "anchor": strings.Repeat("- &a\n",200000), "fl": strings.Repeat("{a: 1}\n",140000), "commas":"["+strings.Repeat("a,",500000)+"]", "indent": func() string { var b strings.Builder; for i:=0;i<1400;i++ { b.WriteString(strings.Repeat(" ",i)+"a:\n") }; return b.String() }(), "ind2": func() string { var b strings.Builder; for i:=0;i<1400;i++ { b.WriteString(strings.Repeat(" ",i)+"- a:\n") }; return b.String()+"x" }(),
  "ls": strings.Repeat("\u2028",300000), "docs": strings.Repeat("---\n",250000), "uniq": func() string { var b strings.Builder; for i:=0;i<100000;i++ { fmt.Fprintf(&b,"k%d: %d\n",i,i) }; return b.String()[:1<<20] }(),
  "blockc": "a: |\n"+strings.Repeat(" #\n",340000), "late": strings.Repeat("a:\n",21000)+" - b\n c\n", "seqc": strings.Repeat("- a #x\n# y\n\n",80000), "bom": strings.Repeat("\uFEFF",300000), "longkey": "{"+strings.Repeat("\"a\" ",200000), "flowcomment": "[\n"+strings.Repeat("a, #c\n#d\n",110000)+"]",
 }{
  t0:=time.Now(); n,l := parseYAML([]byte(s)); d1:=time.Since(t0); t0=time.Now(); var b strings.Builder; diag.Render(&b, []byte(s), l)
  fmt.Printf("%-10s %8d tree=%v diags=%d parse=%v render=%v outlen=%d", name, len(s), n!=nil, len(l), d1, time.Since(t0), b.Len()); if len(l)>0 {fmt.Print(" ", l[0])}; fmt.Println()
 }
}
