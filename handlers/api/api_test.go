package api_test

import (
	"strings"
	"testing"

	"placard/handlers/api"
)

func TestConfigNamesWhatIsWrong(t *testing.T) {
	err := api.Config{PublicBase: "cards", AssetBytes: 0, FontBytes: -1, Links: 0, LinkBytes: -1}.Validate()
	for _, want := range []string{"cards", "AssetBytes", "FontBytes", "Links is 0", "LinkBytes"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	if err := api.DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
	if _, err := api.New(api.Config{}, api.Deps{}); err == nil {
		t.Error("a bad Config is taken")
	}
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	_, err := api.New(api.DefaultConfig(), api.Deps{})
	for _, want := range []string{"Guard", "Maker", "Links", "FontChanges", "Usage"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}
