package api

import (
	"testing"

	"approvals/storage/customer"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestSuperiorsHandOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, username := range []string{"below", "beside", "taker"} {
		w.join(t, username, approval.SalesRep)
	}
	rep := approval.SalesRep
	storagetest.ByHand(t, w.store, `UPDATE users SET manager_id = $1 WHERE id = $2`, w.actors[rep].ID, w.actors["below"].ID)
	type results struct{ Results []HandedOver }
	give := func(as string, status customer.HandOverStatus, ids ...string) {
		t.Helper()
		got := w.send(t, as, "POST", "/customers/hand-over", map[string]any{
			"customer_ids": ids, "to_user_id": w.actors["taker"].ID, "reason": "离职"})
		list := read[results](got.want(200)).Results
		if len(list) != 1 || list[0].Status != status {
			t.Errorf("%s: %s", as, got.Raw)
		}
	}
	below, besides, mine := w.customerOf(t, "below", "A"), w.customerOf(t, "beside", "B"), w.customerOf(t, rep, "C")
	give("below", customer.HandOverRefused, mine.ID)
	give(rep, customer.HandOverRefused, besides.ID)
	give(rep, customer.HandOverDone, below.ID)
	give(approval.Manager, customer.HandOverDone, besides.ID)
	give(approval.GeneralManager, customer.HandOverUnchanged, besides.ID)
	give(rep, customer.HandOverDone, mine.ID, mine.ID)
}

func TestANewOwnerNeedsAReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.join(t, "rep2", approval.SalesRep)
	rep := approval.SalesRep
	path := "/customers/" + w.customerOf(t, rep, "A").ID
	body := map[string]any{"version": 1, "owner_id": w.actors["rep2"].ID}
	p := w.send(t, rep, "PATCH", path, body).problem(422, approval.CodeInvalid)
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.reason" {
		t.Errorf("%+v", p.Errors)
	}
	body["reason"] = "离职"
	w.send(t, rep, "PATCH", path, body).want(200)
	events := read[List[approval.Event]](w.send(t, "rep2", "GET", path+"/timeline?kind=customer.handed_over", nil).want(200)).Items
	if len(events) != 1 || events[0].Changes["reason"].After != "离职" {
		t.Errorf("%+v", events)
	}
}
