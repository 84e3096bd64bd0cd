package api

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type exportAuditInput struct {
	AuditFilter
	TableFormat
}

// auditTable is the columns of a file of administrative acts. The hashes are in
// it, so that a file that was kept elsewhere can be held against the database.
func auditTable(locale approval.Locale, zone *time.Location) []tableColumn[storage.AuditEvent] {
	return []tableColumn[storage.AuditEvent]{
		{approval.Text{ZH: "序号", EN: "Number"}, func(e storage.AuditEvent) string { return strconv.FormatInt(e.Seq, 10) }},
		{approval.Text{ZH: "时间", EN: "Time"}, func(e storage.AuditEvent) string { return e.At.In(zone).Format(time.DateTime) }},
		{approval.Text{ZH: "操作人", EN: "Who"}, func(e storage.AuditEvent) string { return e.Actor.Name }},
		{approval.Text{ZH: "操作", EN: "Act"}, func(e storage.AuditEvent) string { return string(e.Kind) }},
		{approval.Text{ZH: "对象", EN: "What"}, func(e storage.AuditEvent) string { return e.Subject.Label }},
		{approval.Text{ZH: "说明", EN: "Summary"}, func(e storage.AuditEvent) string { return e.Summary.In(locale) }},
		{approval.Text{ZH: "变更", EN: "Changes"}, func(e storage.AuditEvent) string { return changesAsJSON(e.Changes) }},
		{approval.Text{ZH: "前一哈希", EN: "Previous hash"}, func(e storage.AuditEvent) string { return e.PrevHash }},
		{approval.Text{ZH: "哈希", EN: "Hash"}, func(e storage.AuditEvent) string { return e.Hash }},
	}
}

func changesAsJSON(changes approval.Changes) string {
	if len(changes) == 0 {
		return ""
	}
	raw, err := json.Marshal(changes)
	if err != nil {
		// They came out of a jsonb column.
		panic(err)
	}
	return string(raw)
}

// exportAudit gives the administrative acts of a list as a file, the oldest
// first.
func (s *Server) exportAudit(ctx context.Context, in *exportAuditInput) (*huma.StreamResponse, error) {
	filter, err := s.auditFilter(ctx, in.AuditFilter)
	if err != nil {
		return nil, err
	}
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	return exportTable(ctx, s, in.TableFormat, approval.Text{ZH: "管理操作", EN: "administrative-acts"},
		auditTable(localeOf(ctx), zone), s.store.AuditEvents(ctx, filter))
}
