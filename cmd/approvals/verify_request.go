package main

import (
	"context"
	"fmt"
	"reflect"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

// records compares what is stored of every request with itself and with the timeline.
func (v *verifier) records(ctx context.Context) error {
	requests := 0
	for r, err := range v.store.CheckRecords(ctx) {
		if err != nil {
			return err
		}
		requests++
		for _, difference := range r.Differences {
			v.reportDifference("request %s: %s", r.Number, difference)
		}
	}
	missing, err := v.store.RequestsMissing(ctx)
	for _, number := range missing {
		v.reportDifference("request %s is in the timeline and not in the database", number)
	}
	fmt.Fprintf(v.out, "Requests:     %d compared with their positions and timelines\n", requests)
	return err
}

// projects compares every project with the timeline.
func (v *verifier) projects(ctx context.Context) error {
	projects := 0
	for p, err := range v.store.CheckProjects(ctx) {
		if err != nil {
			return err
		}
		projects++
		for _, difference := range p.Differences {
			v.reportDifference("project %s: %s", p.Name, difference)
		}
	}
	fmt.Fprintf(v.out, "Projects:     %d compared with their timelines\n", projects)
	return nil
}

// positions compares the positions of the requests with those of their workflows.
// Temporal deletes closed workflows after the retention period; those are skipped.
func (v *verifier) positions(ctx context.Context) error {
	agreed, expired, endedAlone, seeded := 0, 0, 0, 0
	for r, err := range v.store.Positions(ctx) {
		if err != nil {
			return err
		}
		if r.Seeded {
			seeded++
			continue
		}
		at, err := v.engine.Position(ctx, r.Kind, r.ID)
		switch {
		case r.EndedWithoutWorkflow && r.Position.Status.Final(r.Kind) && (err == nil && at.Number <= r.Position.Number || approval.CodeOf(err) == approval.CodeNotFound):
			endedAlone++
		case approval.CodeOf(err) == approval.CodeNotFound && r.Position.Status.Final(r.Kind):
			expired++
		case approval.CodeOf(err) == approval.CodeNotFound:
			v.reportDifference("%s is %s in the database and has no workflow", r.Number, r.Position.Status)
		case approval.CodeOf(err) == approval.CodeUnavailable:
			// The other checks do not need the workflow engine.
			v.workflowErr = err
			if v.engine.Ready(ctx) == nil {
				v.workflowErr = errNoWorker
			}
			fmt.Fprintf(v.out, "Workflows:    not compared\n")
			return nil
		case err != nil:
			return err
		case v.movedOn(ctx, r, at):
			agreed++
		case !reflect.DeepEqual(at, r.Position):
			v.reportDifference("%s is at transition %d (%s) in the database and at %d (%s) in its workflow",
				r.Number, r.Position.Number, r.Position.Status, at.Number, at.Status)
		default:
			agreed++
		}
	}
	fmt.Fprintf(v.out, "Workflows:    %d requests agree with theirs", agreed)
	if endedAlone > 0 {
		fmt.Fprintf(v.out, ", %d were ended by an administrator because their workflows were missing", endedAlone)
	}
	if expired > 0 {
		fmt.Fprintf(v.out, ", %d have workflows that Temporal has deleted after their retention period", expired)
	}
	if seeded > 0 {
		fmt.Fprintf(v.out, ", %d were seeded without a workflow", seeded)
	}
	fmt.Fprintln(v.out)
	return nil
}

// movedOn reports whether the workflow is at a transition that was recorded after the
// position was read.
func (v *verifier) movedOn(ctx context.Context, r request.StoredPosition, at approval.Position) bool {
	if at.Number <= r.Position.Number {
		return false
	}
	recorded, err := v.store.ReadTransition(ctx, r.ID, at.Number)
	return err == nil && reflect.DeepEqual(at, recorded.Position)
}
