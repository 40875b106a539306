package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// knownVariables are the environment variables that some flag reads.
func knownVariables(t *testing.T) map[string]bool {
	t.Helper()
	parser, err := newParser(&cli{}, &streams{out: io.Discard, err: io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	var collect func(*kong.Node)
	collect = func(n *kong.Node) {
		for _, f := range n.Flags {
			for _, env := range f.Envs {
				known[env] = true
			}
		}
		for _, child := range n.Children {
			collect(child)
		}
	}
	collect(parser.Model.Node)
	return known
}

// TestDeployFilesNameRealSettings: a variable that the program does not read is a setting that somebody
// relies on and does not have. Those in comments count too.
func TestDeployFilesNameRealSettings(t *testing.T) {
	known := knownVariables(t)
	for _, file := range []string{"../../Dockerfile", "../../deploy/compose.yaml", "../../deploy/placard.service"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile(`PLACARD_[A-Z_]+`).FindAllString(string(data), -1)
		if len(names) == 0 {
			t.Errorf("%s sets nothing", file)
		}
		for _, name := range names {
			if !known[name] {
				t.Errorf("%s has %s, which no flag reads", file, name)
			}
		}
	}
}

// TestCompose reads deploy/compose.yaml as strictly as can be without an engine.
func TestCompose(t *testing.T) {
	f, err := os.Open("../../deploy/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	// The fields are those of the Compose Specification, as far as they are used.
	var file struct {
		Services map[string]struct {
			Build, Image, Restart, User string
			Ports, Volumes              []string
			Environment                 map[string]string
			MemLimit                    string   `yaml:"mem_limit"`
			ReadOnly                    bool     `yaml:"read_only"`
			CapDrop                     []string `yaml:"cap_drop"`
			SecurityOpt                 []string `yaml:"security_opt"`
			StopGracePeriod             string   `yaml:"stop_grace_period"`
			Healthcheck                 struct {
				Test              []string
				Interval, Timeout string
				StartPeriod       string `yaml:"start_period"`
			}
		}
		Volumes map[string]any
	}
	decoder := yaml.NewDecoder(f)
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	s := file.Services["placard"]
	if !s.ReadOnly || s.User != "65532:65532" || len(s.CapDrop) != 1 || s.CapDrop[0] != "ALL" {
		t.Errorf("the service has more rights than it needs: %+v", s)
	}
	if got := strings.Join(s.Healthcheck.Test, " "); got != "CMD /placard health" {
		t.Errorf("health check: %s", got)
	}
	if _, ok := file.Volumes["data"]; !ok || len(s.Volumes) != 1 || s.Volumes[0] != "data:/data" {
		t.Errorf("volumes: %v, %v", file.Volumes, s.Volumes)
	}
}

// TestUnit has systemd check the unit, with a program where it expects one.
func TestUnit(t *testing.T) {
	analyze := tool(t, "systemd-analyze", "systemd")
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../deploy/placard.service")
	if err != nil {
		t.Fatal(err)
	}
	unit := filepath.Join(t.TempDir(), "placard.service")
	text := strings.Replace(string(data), "/usr/local/bin/placard", program, 1)
	if err := os.WriteFile(unit, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", unit).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}
