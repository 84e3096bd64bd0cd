package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	historypb "go.temporal.io/api/history/v1"
	sdkpb "go.temporal.io/api/sdk/v1"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/temporalproto"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protopath"
	"google.golang.org/protobuf/reflect/protorange"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// unsaid are the fields of a history that tell of the machine and the moment and
// nothing of the workflow.
var unsaid = []protoreflect.Name{
	"binary_checksum", "build_id", "history_size_bytes", "identity", "inherited_build_id", "task_id", "version",
	"worker_version", "worker_deployment_name", "worker_deployment_version", "deployment_version", "sdk_name", "sdk_version",
}

// anonymous serializes a history without identifiers, times and machine data, so that
// repeated recordings are equal.
func anonymous(t *testing.T, history *historypb.History) []byte {
	t.Helper()
	history = proto.CloneOf(history)
	must(t, protorange.Range(history.ProtoReflect(), func(path protopath.Values) error {
		message, ok := path.Index(-1).Value.Interface().(protoreflect.Message)
		if !ok {
			return nil
		}
		switch m := message.Interface().(type) {
		case *taskqueuepb.TaskQueue:
			m.Name, m.NormalName = "approvals", ""
		case *sdkpb.WorkflowTaskCompletedMetadata:
			slices.Sort(m.LangUsedFlags)
		}
		fields := message.Descriptor().Fields()
		for i := range fields.Len() {
			if field := fields.Get(i); slices.Contains(unsaid, field.Name()) {
				message.Clear(field)
			}
		}
		return nil
	}))
	// What travelled stands there to be read, and not in base 64.
	raw, err := temporalproto.CustomJSONMarshalOptions{
		Metadata: map[string]any{commonpb.EnablePayloadShorthandMetadataKey: true},
	}.Marshal(history)
	must(t, err)
	var out bytes.Buffer
	// Its own indentation varies.
	must(t, json.Indent(&out, inOrder(t, raw), "", " "))
	return append(out.Bytes(), '\n')
}

var (
	anyID     = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyHash   = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	anyMoment = regexp.MustCompile(`\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
)

// inOrder replaces ids, hashes and times by values derived from their order.
func inOrder(t *testing.T, raw []byte) []byte {
	t.Helper()
	raw = renamed(raw, anyID, nil, func(n int) string { return fmt.Sprintf("00000000-0000-7000-8000-%012x", n) })
	raw = renamed(raw, anyHash, nil, func(n int) string { return fmt.Sprintf("%064x", n) })
	earlier := func(a, b string) int {
		left, err := time.Parse(time.RFC3339Nano, a)
		must(t, err)
		right, err := time.Parse(time.RFC3339Nano, b)
		must(t, err)
		return left.Compare(right)
	}
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return renamed(raw, anyMoment, earlier, func(n int) string { return began.Add(time.Duration(n) * time.Second).Format(time.RFC3339) })
}

// renamed replaces every match by a name for its number, in order of first appearance
// or of the comparison.
func renamed(raw []byte, what *regexp.Regexp, order func(a, b string) int, name func(n int) string) []byte {
	var found []string
	for _, match := range what.FindAllString(string(raw), -1) {
		if !slices.Contains(found, match) {
			found = append(found, match)
		}
	}
	if order != nil {
		slices.SortFunc(found, order)
	}
	return what.ReplaceAllFunc(raw, func(match []byte) []byte { return []byte(name(slices.Index(found, string(match)) + 1)) })
}

// TestAnonymous checks that stored histories contain no machine data.
func TestAnonymous(t *testing.T) {
	const one, two = "0192f5d0-0000-7000-8000-00000000000a", "0192f5d0-0000-7000-8000-00000000000b"
	got := string(inOrder(t, []byte(two+" "+one+" "+two+" 2026-11-23T18:00:00.5Z 2026-11-23T18:00:00Z "+strings.Repeat("ab", 32))))
	want := "00000000-0000-7000-8000-000000000001 00000000-0000-7000-8000-000000000002 00000000-0000-7000-8000-000000000001 " +
		"2026-01-01T00:00:02Z 2026-01-01T00:00:01Z " + fmt.Sprintf("%064x", 1)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
