//go:build faults

package objects_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/workflows/approval"
)

// TestFrozen takes a store that stops answering, at several moments: nobody
// hangs, and when it answers again all is well.
func TestFrozen(t *testing.T) {
	t.Parallel()
	whole := random(20 * mib)
	for name, test := range map[string]struct {
		freeze func(*objectstest.Line)
		do     func(*testing.T, *objects.Store) error
	}{
		"upload": {
			func(l *objectstest.Line) { l.FreezeAfterUp(0) },
			func(t *testing.T, s *objects.Store) error {
				_, err := s.Put(t.Context(), "other", bytes.NewReader(whole[:mib/2]), "application/pdf")
				return err
			},
		},
		"middle of an upload": {
			func(l *objectstest.Line) { l.FreezeAfterUp(10 * mib) },
			func(t *testing.T, s *objects.Store) error {
				_, err := s.Put(t.Context(), "other", bytes.NewReader(whole), "application/pdf")
				return err
			},
		},
		"download": {
			func(l *objectstest.Line) { l.FreezeAfterUp(0) },
			download,
		},
		"middle of a download": {
			func(l *objectstest.Line) { l.FreezeAfterDown(10 * mib) },
			download,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			line, cfg := objectstest.NewLine(t, objectstest.NewConfig(t))
			store := objectstest.Open(t, cfg)
			if _, err := store.Put(t.Context(), "object", bytes.NewReader(whole), "application/pdf"); err != nil {
				t.Fatal(err)
			}
			test.freeze(line)
			began, ended := time.Now(), make(chan error, 1)
			go func() { ended <- test.do(t, store) }()
			select {
			case err := <-ended:
				t.Logf("%s: %v", time.Since(began).Round(10*time.Millisecond), err)
				if err == nil {
					t.Error("no error from a frozen store")
				}
			case <-time.After(time.Minute):
				t.Fatal("hangs")
			}
			line.Mend()
			var err error
			for again := time.Now().Add(20 * time.Second); time.Now().Before(again); time.Sleep(100 * time.Millisecond) {
				if err = test.do(t, store); err == nil {
					return
				}
			}
			t.Errorf("afterwards: %v", err)
		})
	}
}

func download(t *testing.T, s *objects.Store) error {
	object, err := s.Open(t.Context(), "object")
	if err != nil {
		if approval.CodeOf(err) != approval.CodeUnavailable {
			t.Errorf("it is %v", err)
		}
		return err
	}
	defer object.Close()
	_, err = io.Copy(io.Discard, object)
	return err
}
