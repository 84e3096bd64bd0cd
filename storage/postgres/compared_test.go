package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"approvals/storage/postgres"
	"approvals/storage/storagetest"

	"github.com/lib/pq"
)

// TestTextsAreComparedAlike: what reads the same is the same, in the program and in the
// database.
func TestTextsAreComparedAlike(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	for want, texts := range map[string][]string{
		"测试有限公司":        {"测试有限公司", "测试有限　公司", "测试 有限\u00a0\u2003 公司", " 测\u200b试有\u00ad限\ufeff公司\u3000", "测试\u2028有限\t公司"},
		"qilu petro":    {"Qilu Petro", "ＱＩＬＵ　ｐｅｔｒｏ", "qilu \u3000\u00a0petro", "Qi\u200blu\u200b \ufeffpetro "},
		"220 kv数字化":     {"220 kV 数字化", "220 kV数字化", "２２０　ｋＶ　数字化"},
		"(北京)abc公司":     {"（北京）ABC公司", "（ 北京 ）ABC 公司"},
		"exp-2026-0001": {"EXP-2026-0001", "exp–2026—0001", "ＥＸＰ－２０２６−０００１", "exp\u20102026\u20110001", "EXP\ufe632026\ufe580001", "exp\u2015\u200b2026\u2043\u00ad0001"},
		"élodie":        {"Élodie", "e\u0301lodie", "e\u200b\u0301lodie"},
		"":              {"", "\u200b", "\u3000\ufeff", "\u3164"},
	} {
		for _, text := range texts {
			var found string
			storagetest.Must(t, s.In(t.Context()).Get(t.Context(), &found, `SELECT compared_text($1)`, text))
			if folded := postgres.Fold(text); found != want || folded != want {
				t.Errorf("%+q is %+q in the database and %+q in the program, want %+q", text, found, folded, want)
			}
		}
	}
}

// TestEveryCharacterIsComparedAlike checks the program's form of texts against the
// database's, character by character between Latin and Chinese neighbours.
func TestEveryCharacterIsComparedAlike(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	var texts []string
	for r := rune(1); r <= 0x3ffff; r++ {
		// The database may not know the Cyrillic letters yet that came with Unicode 15.
		newer := r >= 0x1e030 && r <= 0x1e06d
		if !newer && unicode.IsOneOf([]*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf}, r) {
			texts = append(texts, "a "+string(r)+" b 中 "+string(r)+"文")
		}
	}
	var found []string
	storagetest.Must(t, s.In(t.Context()).All(t.Context(), &found, `SELECT compared_text(t) FROM unnest($1::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n`, pq.Array(texts)))
	var differ []string
	for i, text := range texts {
		if folded := postgres.Fold(text); folded != found[i] {
			differ = append(differ, fmt.Sprintf("%+q is %+q in the database and %+q in the program", text, found[i], folded))
		}
	}
	if len(differ) > 0 {
		t.Errorf("%d of %d texts differ:\n%s", len(differ), len(texts), strings.Join(differ[:min(len(differ), 20)], "\n"))
	}
}
