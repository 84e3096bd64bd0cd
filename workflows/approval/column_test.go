package approval

import "testing"

// TestScanPair checks that a name may be empty or contain spaces, and that other values
// are rejected.
func TestScanPair(t *testing.T) {
	t.Parallel()
	var p Person
	for column, want := range map[string]Person{
		"7b0e Li Lei": {ID: "7b0e", Name: "Li Lei"}, "7b0e  李雷 ": {ID: "7b0e", Name: " 李雷 "}, "7b0e ": {ID: "7b0e"},
	} {
		if err := p.Scan([]byte(column)); err != nil || p != want {
			t.Errorf("%q: %+v, %v", column, p, err)
		}
	}
	want := Money{Amount: "-12.50", Currency: "CNY"}
	var m Money
	if err := m.Scan(want.String()); err != nil || m != want {
		t.Errorf("%+v, %v", m, err)
	}
	for _, src := range []any{nil, "", "12.50", []byte("CNY"), 12.5} {
		if err := m.Scan(src); err == nil {
			t.Errorf("%v is read as %+v", src, m)
		}
	}
}
