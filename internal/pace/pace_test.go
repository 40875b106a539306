package pace

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// percent reads the setting.
func percent() int {
	read := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(read)
	return int(read[0].Value.Uint64())
}

func TestSet(t *testing.T) {
	before := percent()
	defer debug.SetGCPercent(before)
	t.Setenv("GOGC", "80")
	if Set(); percent() != before {
		t.Error("GOGC of the environment is overruled")
	}
	t.Setenv("GOGC", "")
	Set()
	deadline := time.Now().Add(10 * time.Second)
	for percent() != afterFirst {
		if time.Now().After(deadline) {
			t.Fatalf("after collections it is still %d %%", percent())
		}
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
