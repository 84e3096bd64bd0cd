package customer_test

import (
	"slices"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestProjectsAreFoundByWords looks among the newest projects and through the
// index, page by page: both find the same.
func TestProjectsAreFoundByWords(t *testing.T) {
	s := storagetest.NewScene(t)
	var made []string
	for _, names := range [][2]string{
		{"Nordwind SCADA", "变电站二期"}, {"华东院", "SCADA 改造"}, {"华东院二所", "仓库"}, {"Delta 100%", "二期 Upgrade"}, {"宏达", "ＥＲＰ"},
	} {
		c, err := s.CreateCustomer(t.Context(), s.Rep, customer.Input{Name: new(names[0])})
		s.Must(err)
		p, err := s.CreateProject(t.Context(), s.Rep, c.ID, customer.ProjectInput{Name: new(names[1])})
		s.Must(err)
		made = append(made, p.ID)
	}
	other := s.Join("other", approval.SalesRep)
	find := func(actor approval.Actor, f customer.ProjectFilter) (found []int) {
		t.Helper()
		page := postgres.Page{Limit: 1}
		for more := true; more; {
			var projects []customer.Project
			var err error
			projects, more, err = s.AllProjects(t.Context(), actor, f, page)
			s.Must(err)
			for _, p := range projects {
				if i := slices.Index(made, p.ID); i >= 0 {
					found = append(found, i)
				}
				page.After = p.ID
			}
		}
		return found
	}
	for _, newest := range []int{1, 2, 3000} {
		customer.SmallSearches(t, newest, 5000)
		for q, want := range map[string][]int{
			"scada": {1, 0}, "SCADA 二期": {0}, "二期": {3, 0}, "二": {3, 2, 0}, "华东院": {2, 1}, "erp": {4}, "%": {3}, "_": nil, "院 改造": {1}, "院改造": nil,
			"变电站二期": {0}, "ordwin": {0}, " ": {4, 3, 2, 1, 0},
		} {
			for _, actor := range []approval.Actor{s.Rep, s.Commercial} {
				if got := find(actor, customer.ProjectFilter{Q: q}); !slices.Equal(got, want) {
					t.Errorf("of the newest %d %s finds %v with %q, want %v", newest, actor.Name, got, q, want)
				}
			}
			if got := find(other, customer.ProjectFilter{Q: q}); got != nil {
				t.Errorf("with %q others find %v", q, got)
			}
		}
		if got := find(s.Commercial, customer.ProjectFilter{Q: "scada", Stage: customer.StageLead, Status: "approved"}); got != nil {
			t.Errorf("%v are found that no one has approved", got)
		}
	}
}

// BenchmarkProjectList measures the first page of projects among 5,000 and among
// 100,000.
func BenchmarkProjectList(b *testing.B) {
	few, actor := manyCustomers(b, 10_000)
	many, actorOfMany := manyCustomers(b, 200_000)
	rep := representative(b, many)
	for name, filter := range map[string]customer.ProjectFilter{
		"all": {}, "common word": {Q: "二期"}, "customers' word": {Q: "公司"}, "rare word": {Q: "海鑫瑞"}, "nothing": {Q: "没有这个"}, "two words": {Q: "上海 仓库二期"},
		"rare status": {Status: "in_review"}, "rare stage": {Stage: customer.StageWon}, "no member": {MemberID: actor.ID}, "rare word, rare status": {Q: "公司", Status: "in_review"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(tookToList(b, few, actor, filter), "ms/few")
				b.ReportMetric(tookToList(b, many, actorOfMany, filter), "ms/many")
				b.ReportMetric(tookToList(b, many, rep, filter), "ms/rep")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// tookToList is in milliseconds, the best of some.
func tookToList(b *testing.B, store *storage.Store, actor approval.Actor, filter customer.ProjectFilter) float64 {
	b.Helper()
	best := time.Hour
	for range 8 {
		start := time.Now()
		if _, _, err := store.AllProjects(b.Context(), actor, filter, postgres.Page{Limit: 50}); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	return best.Seconds() * 1000
}
