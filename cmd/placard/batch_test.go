package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const batchCard = `{"id":"card","width":60,"height":30,"background":"#fff",
	"variables":{"title":{"type":"string","max_length":40},"accent":{"type":"color","default":"#123456"}},
	"layers":[
		{"id":"bar","type":"rect","width":60,"height":4,"fill":"{{accent}}"},
		{"id":"text","type":"text","x":2,"y":8,"width":56,"text":"{{title}}","font_size":10}],
	"alt":"{{title}}"}`

// batchIn writes a table and its template into a folder, and runs a batch there.
type batchIn struct {
	t   *testing.T
	dir string
}

func newBatch(t *testing.T) batchIn {
	t.Helper()
	b := batchIn{t, t.TempDir()}
	write(t, b.path("card.json"), batchCard)
	return b
}

func (b batchIn) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

func (b batchIn) run(file, rows string, args ...string) result {
	b.t.Helper()
	write(b.t, b.path(file), rows)
	args = append([]string{"batch", b.path(file), "--template", b.path("card.json"), "-o", b.path("out")}, args...)
	return placard(b.t, b.dir, args...)
}

// manifest reads it, and holds it against the files that there are.
func (b batchIn) manifest() map[int]entry {
	b.t.Helper()
	entries := map[int]entry{}
	var list []entry
	if err := json.Unmarshal([]byte(read(b.t, b.path("out/manifest.json"))), &list); err != nil {
		b.t.Fatal(err)
	}
	for _, e := range list {
		if _, ok := entries[e.Row]; ok {
			b.t.Errorf("row %d is listed twice", e.Row)
		}
		entries[e.Row] = e
		if e.Status == statusFailed {
			continue
		}
		if info, err := os.Stat(b.path("out/" + e.File)); err != nil || info.Size() != e.Bytes || e.Digest == "" {
			b.t.Errorf("%+v: %v", e, err)
		}
	}
	return entries
}

// TestBatchBadRows: a table as Excel writes it, with a byte order mark, semicolons, line ends in quotes and
// rows that are wrong in every way.
func TestBatchBadRows(t *testing.T) {
	b := newBatch(t)
	rows := "\ufeffslug;title;accent;text.font_size;note\r\na;Hello;#f00;12;x\r\nb;\"Two\nlines; \"\"yes\"\"\";;;y\r\nc;Three;nope;12;\r\n" +
		"A;Again;;;\r\n../x;Out;;;\r\ne;Short\r\n;;;;\r\nf;;blue;9999;\r\ng;" + strings.Repeat("x", 41) + ";;;\r\n;nameless;;;\r\n"
	r := b.run("rows.csv", rows, "--ignore", "note")
	for _, want := range []string{
		`row 3 (line 5): accent: "nope" is not a CSS colour`,
		`row 4 (line 6): its file would be A.jpg, which is that of row 1 (line 2)`,
		`row 5 (line 7): slug: "../x" cannot be part of a file's name: it has '/'`,
		`row 6 (line 8): it has 2 cells, and the first row 5`,
		`row 7 (line 10): text.font_size: 9999 is not in 1..2000`,
		`row 8 (line 11): title: 41 characters; the limit is 40`,
		`row 9 (line 12): slug: it is empty, and the file is named by it`,
		`9 rows: 2 made, 0 unchanged, 7 failed`,
	} {
		if !strings.Contains(r.err, want+"\n") && !strings.Contains(r.err, want+", in ") {
			t.Errorf("nothing says %s", want)
		}
	}
	if r.status != 1 {
		t.Errorf("%d %s", r.status, r.err)
	}
	m := b.manifest()
	if len(m) != 9 || m[2].Alt != "Two\nlines; \"yes\"" || m[1].Width != 60 || m[1].Height != 30 || m[3].Error == "" || m[3].Digest != "" {
		t.Errorf("%+v", m)
	}
	if files, err := os.ReadDir(b.path("out")); err != nil || len(files) != 3 {
		t.Errorf("%v %v", files, err)
	}
}

// TestBatchUnchanged: what is there and would be the same is left alone; what would not be is made anew.
func TestBatchUnchanged(t *testing.T) {
	b := newBatch(t)
	const rows = "slug,title\na,One\nb,Two\nc,Three\n"
	step := func(want, rows string, args ...string) {
		t.Helper()
		r := b.run("rows.csv", rows, args...)
		if r.status != 0 || !strings.Contains(r.err, want) {
			t.Errorf("%+v, want %s", r, want)
		}
		b.manifest()
	}
	step("3 rows: 3 made, 0 unchanged", rows)
	step("3 rows: 0 made, 3 unchanged", rows)
	step("3 rows: 1 made, 2 unchanged", "slug,title\na,One\nb,Zwei\nc,Three\n")
	step("3 rows: 0 made, 3 unchanged", "slug,title\nc,Three\na,One\nb,Zwei\n") // in another order
	if err := os.Truncate(b.path("out/a.jpg"), 10); err != nil {
		t.Fatal(err)
	}
	step("3 rows: 2 made, 1 unchanged", "slug,title\na,One\nb,Two\nc,Three\n") // one is broken, one as at first
	step("3 rows: 3 made, 0 unchanged", rows, "--quality", "60")
	step("3 rows: 3 made, 0 unchanged", rows, "--quality", "60", "--set", "accent=red")
	step("3 rows: 3 made, 0 unchanged", rows, "--quality", "60", "--set", "accent=red", "--force")
	write(t, b.path("card.json"), strings.Replace(batchCard, `"height":4`, `"height":5`, 1))
	step("3 rows: 3 made, 0 unchanged", rows, "--quality", "60", "--set", "accent=red")
}

func TestBatchNames(t *testing.T) {
	for _, test := range []struct {
		file, rows string
		args       []string
		want       string // files; or what the error says
	}{
		{"r.csv", "title\n" + strings.Repeat("x\n", 10), nil, "01.jpg 02.jpg 03.jpg 04.jpg 05.jpg 06.jpg 07.jpg 08.jpg 09.jpg 10.jpg"},
		{"r.csv", "id,title\nx,1\n", nil, "x.jpg"},
		{"r.csv", "id,slug,title\nx,y,1\n", nil, "y.jpg"},
		{"r.csv", "title,lang\nA,de\n", []string{"--name", "{{lang}}/v1-{{ title }}-{{row}}.png"}, "de/v1-A-1.png"},
		{"r.csv", "title\nA\n", []string{"--format", "webp"}, "1.webp"},
		{"r.csv", "title\nA\n", []string{"--name", "{{title}}", "--format", "pdf", "--paper-size", "A6"}, "A.pdf"},
		{"r.tsv", "title\taccent\nA\tred\n", nil, "1.jpg"},
		{"r.csv", "sep=|\ntitle|accent\nA|red\n", nil, "1.jpg"},
		{"r.json", `[{"slug":"a","title":"A","bar":{"fill":"red","height":2}},{"slug":"b","text.font_size":8,"title":null}]`, nil, "a.jpg b.jpg"},
		{"r.jsonl", "{\"title\":\"A\"}\n\n{\"title\":\"B\"}\n", nil, "1.jpg 2.jpg"},
		{"r", `[{"title":"A"}]`, nil, "1.jpg"},
		{"r", `{"title":"A"}`, nil, "1.jpg"},
		{"r", "title\nA\n", nil, "1.jpg"},
		{"r.csv", "title\nA\n", []string{"--name", "../{{title}}"}, `--name: "../x" does not stay within the folder`},
		{"r.csv", "title\nA\n", []string{"--name", "/tmp/{{title}}"}, `--name: "/tmp/x" does not stay within the folder`},
		{"r.csv", "title\nA\n", []string{"--name", "{{slug}}"}, `there is no column "slug"; there are title, and row`},
		{"r.csv", "title\nA\n", []string{"--name", "{{title"}, `--name: {{ is not closed`},
		{"r.csv", "titel\nA\n", nil, `column titel: no variable or layer "titel"; did you mean "title"?`},
		{"r.csv", "title,title\nA,B\n", nil, `two columns are called "title"`},
		{"r.csv", "title\n", nil, "there are no rows in it"},
		{"r.csv", "", nil, "it is empty; the first row names the columns"},
		{"r.csv", "title\n\"A\n", nil, `line 2, column 4: extraneous or missing " in quoted-field`},
		{"r.csv", "title\n\xe9\n", nil, "it is not UTF-8"},
		{"r.csv", "\xff\xfet\x00", nil, "it is UTF-16"},
		{"r.json", "[{},\n{]", nil, "line 2: "},
		{"r.json", "[{}", nil, "it ends too early"},
		{"r.json", "[{}] {}", nil, "there is more after the end"},
		{"r.json", "[{},[]]", nil, "row 2 (line 1): it is no object"},
		{"r.csv", "title\nA\n", []string{"--ignore", "nota"}, `--ignore: there is no column "nota"; there are title`},
	} {
		b := newBatch(t)
		r := b.run(test.file, test.rows, test.args...)
		var files []string
		for _, pattern := range []string{"out/*.*", "out/*/*.*"} {
			found, err := filepath.Glob(b.path(pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range found {
				if filepath.Base(name) != manifestName {
					files = append(files, filepath.ToSlash(strings.TrimPrefix(name, b.path("out")+string(filepath.Separator))))
				}
			}
		}
		if got := strings.Join(files, " "); r.status == 0 && got != test.want || r.status != 0 && !strings.Contains(r.err, test.want) {
			t.Errorf("%q %v: %d, %s, %s; want %s", test.rows, test.args, r.status, got, r.err, test.want)
		}
	}
}

func TestBatchUsage(t *testing.T) {
	b := newBatch(t)
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--name", "a.gif"}, `"gif" is not one of jpg, png, webp, pdf`},
		{[]string{"--name", "a.png", "--format", "jpg"}, "--name ends in .png, but --format is jpg"},
		{[]string{"--jobs=-1"}, "--jobs: -1 is not in 1..256"},
	} {
		if r := b.run("r.csv", "title\nA\n", test.args...); r.status != 2 || !strings.Contains(r.err, test.want) {
			t.Errorf("%v: %+v, want %s", test.args, r, test.want)
		}
	}
}

// TestBatchKilled kills a batch of 1,000 rows, again and again, until it is done. The manifest is a whole
// list each time and lacks one picture at most; what is in it is not made anew.
func TestBatchKilled(t *testing.T) {
	const rows = 1000
	b := newBatch(t)
	var table strings.Builder
	table.WriteString("slug,title\n")
	for i := range rows {
		fmt.Fprintf(&table, "row-%d,Title %d\n", i, i)
	}
	write(t, b.path("rows.csv"), table.String())
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	kept, kills := 0, 0
	for done := false; !done; {
		var errs bytes.Buffer
		cmd := exec.Command(name, "--data", b.dir, "batch", b.path("rows.csv"), "--template", b.path("card.json"), "-o", b.path("out"), "-j", "2")
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 3 { // once it has made some more
			waitForPictures(t, b.path("out"), kept+100)
			if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			kills++
		} else {
			done = true
		}
		err := cmd.Wait()
		if done && err != nil {
			t.Fatalf("%v\n%s", err, errs.String())
		}
		listed := len(b.manifest())
		if there := jpegs(t, b.path("out")); listed < there-1 || listed > there {
			t.Fatalf("%d pictures are there, %d listed", there, listed)
		}
		if listed < kept {
			t.Fatalf("%d are listed, and were %d", listed, kept)
		}
		if want := fmt.Sprintf("%d rows: ", rows); done && !strings.Contains(errs.String(), want) {
			t.Error(errs.String())
		}
		if done {
			var made, unchanged int
			_, words, _ := strings.Cut(errs.String(), "rows: ")
			fmt.Sscanf(words, "%d made, %d unchanged", &made, &unchanged)
			if unchanged != kept || made != rows-kept {
				t.Errorf("%d of %d were there; %s", kept, rows, errs.String())
			}
		}
		kept = listed
	}
	if kept != rows {
		t.Errorf("%d rows in the end", kept)
	}
	if left, _ := filepath.Glob(b.path("out/.*.part")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestBatchInterrupted: a batch that a person stops says how far it is, and what it made is listed.
func TestBatchInterrupted(t *testing.T) {
	b := newBatch(t)
	write(t, b.path("rows.csv"), "title\n"+strings.Repeat("x\n", 2000))
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd := exec.Command(name, "--data", b.dir, "batch", b.path("rows.csv"), "--template", b.path("card.json"), "-o", b.path("out"))
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitForPictures(t, b.path("out"), 50)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if cmd.Wait(); cmd.ProcessState.ExitCode() != exitInterrupted || !strings.Contains(errs.String(), "interrupted: ") {
		t.Errorf("%d %s", cmd.ProcessState.ExitCode(), errs.String())
	}
	if listed, there := len(b.manifest()), jpegs(t, b.path("out")); listed != there {
		t.Errorf("%d pictures are there, %d listed", there, listed)
	}
}

// waitForPictures waits until a folder has so many.
func waitForPictures(t *testing.T, dir string, count int) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); jpegs(t, dir) < count; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no %d pictures after half a minute", count)
		}
	}
}

func jpegs(t *testing.T, dir string) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}
