package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// homeReader reads the blocks of one user's home page. Counts that several blocks need
// are read once.
type homeReader struct {
	*Server
	actor      approval.Actor
	counted    *request.TaskCounts
	unfinished *request.Unfinished
}

func (h *homeReader) counts(ctx context.Context) (request.TaskCounts, error) {
	if h.counted == nil {
		counts, err := h.store.TaskCounts(ctx, h.actor)
		if err != nil {
			return request.TaskCounts{}, err
		}
		h.counted = &counts
	}
	return *h.counted, nil
}

func (h *homeReader) tasks(ctx context.Context) (HomeTasks, error) {
	counts, err := h.counts(ctx)
	if err != nil {
		return HomeTasks{}, err
	}
	return h.box(ctx, counts.Inbox, request.TaskFilter{Box: request.BoxInbox, Sort: "due_at"})
}

func (h *homeReader) due(ctx context.Context) (HomeTasks, error) {
	counts, err := h.counts(ctx)
	if err != nil {
		return HomeTasks{}, err
	}
	return h.box(ctx, counts.Overdue+counts.DueToday, request.TaskFilter{Box: request.BoxInbox, DueToday: true, Sort: "due_at"})
}

func (h *homeReader) requested(ctx context.Context) (HomeTasks, error) {
	counts, err := h.counts(ctx)
	if err != nil {
		return HomeTasks{}, err
	}
	return h.box(ctx, counts.Requested, request.TaskFilter{Box: request.BoxRequested, Sort: "created_at"})
}

func (h *homeReader) box(ctx context.Context, count int, filter request.TaskFilter) (HomeTasks, error) {
	items, _, err := h.store.Tasks(ctx, h.actor, filter, postgres.Page{Limit: homeItems})
	return HomeTasks{count, items}, err
}

func (h *homeReader) returned(ctx context.Context) (HomeRequests, error) {
	counts, err := h.ownUnfinished(ctx)
	if err != nil {
		return HomeRequests{}, err
	}
	return h.own(ctx, counts.Returned, approval.StatusReturned)
}

func (h *homeReader) drafts(ctx context.Context) (HomeRequests, error) {
	counts, err := h.ownUnfinished(ctx)
	if err != nil {
		return HomeRequests{}, err
	}
	return h.own(ctx, counts.Drafts, approval.StatusDraft)
}

func (h *homeReader) ownUnfinished(ctx context.Context) (request.Unfinished, error) {
	if h.unfinished == nil {
		counts, err := h.store.Unfinished(ctx, h.actor)
		if err != nil {
			return request.Unfinished{}, err
		}
		h.unfinished = &counts
	}
	return *h.unfinished, nil
}

func (h *homeReader) own(ctx context.Context, count int, status approval.Status) (HomeRequests, error) {
	items, _, err := h.store.Requests(ctx, h.actor, request.Filter{
		RequesterID: h.actor.ID, Statuses: []approval.Status{status}}, postgres.Page{Limit: homeItems})
	return HomeRequests{count, items}, err
}

func (h *homeReader) budgets(ctx context.Context) (HomeProjects, error) {
	items, more, err := h.store.AllProjects(ctx, h.actor, customer.ProjectFilter{
		MemberID: h.actor.ID, Status: "approved"}, postgres.Page{Limit: homeItems})
	return HomeProjects{items, more}, err
}

func (h *homeReader) week(ctx context.Context) (worklog.Week, error) {
	return h.store.OwnWeek(ctx, h.actor)
}

func (h *homeReader) team(ctx context.Context) (worklog.TeamToday, error) {
	return h.store.TeamToday(ctx, h.actor)
}

func (h *homeReader) payments(ctx context.Context) (request.Payments, error) {
	return h.store.Payments(ctx, h.actor)
}

func (h *homeReader) stuck(ctx context.Context) (HomeStuck, error) {
	count, err := h.store.CountStuck(ctx, stuckCounted+1)
	if err != nil {
		return HomeStuck{}, err
	}
	checked, err := h.store.EngineChecked(ctx)
	return HomeStuck{min(count, stuckCounted), count > stuckCounted, checked}, err
}

func (h *homeReader) acts(ctx context.Context) (HomeActs, error) {
	acts, err := h.audit(ctx, &auditInput{Paged: Paged{Limit: homeItems}})
	if err != nil {
		return HomeActs{}, err
	}
	return HomeActs{acts.Body.Items}, nil
}
