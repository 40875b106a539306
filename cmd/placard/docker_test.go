package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// container performs a Dockerfile's steps in folders of its own: a stage is a folder, WORKDIR a folder in it.
// A step that it does not know fails the test, so that the Dockerfile cannot outgrow it unseen.
type container struct {
	context string            // what COPY copies from
	stages  map[string]string // root folder by name
	root    string            // of the current stage
	workdir string            // in the current stage

	env         []string
	user        string
	health      []string
	entry, args []string
}

func buildImage(t *testing.T, dockerfile, context string) *container {
	t.Helper()
	data, err := os.ReadFile(dockerfile)
	if err != nil {
		t.Fatal(err)
	}
	im := &container{context: context, stages: map[string]string{}}
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if err := im.step(t, word, rest); err != nil {
			t.Fatalf("%s:%d: %s: %v", dockerfile, i+1, line, err)
		}
	}
	return im
}

func (im *container) step(t *testing.T, word, rest string) error {
	switch word {
	case "FROM":
		return im.from(t, strings.Fields(rest))
	case "WORKDIR":
		im.workdir = rest
		return os.MkdirAll(filepath.Join(im.root, rest), 0o755)
	case "COPY":
		return im.copy(strings.Fields(rest))
	case "RUN":
		cmd := exec.Command("sh", "-c", rest)
		cmd.Dir = filepath.Join(im.root, im.workdir)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
		return nil
	case "USER":
		im.user = rest
		return nil
	case "ENV":
		im.env = append(im.env, strings.Fields(rest)...)
		return nil
	case "EXPOSE", "VOLUME":
		return nil
	case "HEALTHCHECK":
		_, command, _ := strings.Cut(rest, "CMD ")
		return json.Unmarshal([]byte(command), &im.health)
	case "ENTRYPOINT":
		return json.Unmarshal([]byte(rest), &im.entry)
	case "CMD":
		return json.Unmarshal([]byte(rest), &im.args)
	}
	return fmt.Errorf("a step that this test does not perform")
}

// from begins a stage. Of the base images only the toolchain counts: it must be that of go.mod.
func (im *container) from(t *testing.T, words []string) error {
	name := "final"
	if len(words) == 3 && words[1] == "AS" {
		name = words[2]
	}
	im.root, im.workdir = t.TempDir(), "/"
	im.stages[name] = im.root
	if version, ok := strings.CutPrefix(words[0], "golang:"); ok {
		mod, err := os.ReadFile(filepath.Join(im.context, "go.mod"))
		if err == nil && !bytes.Contains(mod, []byte("\ngo "+version)) {
			err = fmt.Errorf("go.mod does not say go %s", version)
		}
		return err
	}
	if words[0] != "scratch" {
		return fmt.Errorf("the base is neither golang nor scratch")
	}
	return nil
}

func (im *container) copy(words []string) error {
	from, owner := im.context, ""
	for strings.HasPrefix(words[0], "--") {
		flag, value, _ := strings.Cut(words[0], "=")
		switch flag {
		case "--from":
			from = im.stages[value]
		case "--chown":
			owner = value
		default:
			return fmt.Errorf("flag %s", flag)
		}
		words = words[1:]
	}
	target := words[len(words)-1]
	for _, source := range words[:len(words)-1] {
		to := filepath.Join(im.root, im.workdir, target)
		if filepath.IsAbs(target) {
			to = filepath.Join(im.root, target)
		}
		if len(words) > 2 { // into a folder
			to = filepath.Join(to, filepath.Base(source))
		}
		path := filepath.Join(from, source)
		if from != im.context && strings.HasPrefix(source, "/etc/") {
			path = source // of the base image, which this machine stands for
		}
		if err := copyTree(path, to); err != nil {
			return err
		}
		if owner != "" {
			if err := chownTree(to, owner); err != nil {
				return err
			}
		}
	}
	return nil
}

func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, inside), 0o755)
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, inside)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, inside), data, info.Mode().Perm())
	})
}

func chownTree(root, owner string) error {
	uid, gid, err := ids(owner)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, uid, gid)
	})
}

func ids(owner string) (uid, gid int, err error) {
	u, g, ok := strings.Cut(owner, ":")
	if !ok {
		return 0, 0, fmt.Errorf("%q is not uid:gid", owner)
	}
	if uid, err = strconv.Atoi(u); err != nil {
		return 0, 0, err
	}
	gid, err = strconv.Atoi(g)
	return uid, gid, err
}

// run starts a command in the image: its root, its user, its environment and nothing else.
func (im *container) run(t *testing.T, command []string, output io.Writer, extra ...string) *exec.Cmd {
	t.Helper()
	uid, gid, err := ids(im.user)
	if err != nil || uid == 0 {
		t.Fatalf("USER %s: want a uid:gid that is not root's", im.user)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Env = "/", append(append([]string{}, im.env...), extra...)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Chroot:     im.root,
		Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid), NoSetGroups: true},
	}
	return cmd
}

// checkout copies the tracked files, which is what a clone has.
func checkout(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("git", "-C", "../..", "ls-files", "-z").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	dir := t.TempDir()
	for _, name := range strings.Split(strings.TrimRight(string(out), "\x00"), "\x00") {
		if _, err := os.Stat(filepath.Join("../..", name)); err != nil {
			continue // deleted and not yet committed
		}
		if err := copyTree(filepath.Join("../..", name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestDockerfile builds the image as an engine would, runs it as its user on a root that this user cannot
// write to, and asks it for its health and for a picture.
func TestDockerfile(t *testing.T) {
	if os.Getuid() != 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("changing the root folder takes root")
		}
		t.Skip("NOT TESTED: changing the root folder takes root")
	}
	im := buildImage(t, "../../Dockerfile", checkout(t))
	for _, dir := range []string{filepath.Dir(filepath.Dir(im.root)), filepath.Dir(im.root), im.root} {
		if err := os.Chmod(dir, 0o755); err != nil { // t.TempDir lets nobody else in
			t.Fatal(err)
		}
	}
	addr := freeAddr(t)
	var log bytes.Buffer
	server := im.run(t, append(im.entry, im.args...), &log, "PLACARD_ADDR="+addr)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill() })

	deadline := time.Now().Add(10 * time.Second)
	for {
		var said bytes.Buffer
		err := im.run(t, im.health, &said, "PLACARD_ADDR="+addr).Run()
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("not healthy after 10 s: %v %s\n%s", err, said.String(), log.String())
		}
		time.Sleep(100 * time.Millisecond)
	}
	var signed bytes.Buffer
	sign := im.run(t, []string{im.entry[0], "sign", "article-card", "--public-url", "http://" + addr}, &signed)
	if err := sign.Run(); err != nil {
		t.Fatalf("placard sign: %v %s", err, signed.String())
	}
	resp, err := http.Get(strings.TrimSpace(signed.String()))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK || !bytes.HasPrefix(body, []byte{0xff, 0xd8}) {
		t.Errorf("%s: %d, %d bytes, %v", signed.String(), resp.StatusCode, len(body), err)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("exit: %v\n%s", err, log.String())
	}
	if err := im.run(t, im.health, io.Discard, "PLACARD_ADDR="+addr).Run(); err == nil {
		t.Error("a server that has ended is said to be healthy")
	}
	writtenOutside(t, im)
}

// writtenOutside checks that all that the server wrote lies in its volume.
func writtenOutside(t *testing.T, im *container) {
	t.Helper()
	var found []string
	err := filepath.WalkDir(im.root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && !strings.HasPrefix(path, filepath.Join(im.root, "data")+"/") {
			found = append(found, strings.TrimPrefix(path, im.root))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(found, " "); got != "/etc/ssl/certs/ca-certificates.crt /placard" {
		t.Errorf("outside of the volume there is %s", got)
	}
}

// freeAddr is an address that nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
