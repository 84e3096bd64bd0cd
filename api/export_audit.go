package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"approvals/api/table"
	"approvals/storage"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type exportAuditInput struct {
	AuditFilter
	TableFormat
}

// auditTable returns the columns of an export of administrative acts. They include the
// hashes, so that the file can be compared with the database.
func auditTable(locale approval.Locale, zone *time.Location) []table.Field[auditEvent] {
	return []table.Field[auditEvent]{
		{Title: approval.Text{ZH: "序号", EN: "Number"}, Cell: func(e auditEvent) string { return strconv.FormatInt(e.Seq, 10) }},
		{Title: approval.Text{ZH: "时间", EN: "Time"}, Cell: func(e auditEvent) string { return e.At.In(zone).Format(time.DateTime) }},
		{Title: approval.Text{ZH: "操作人", EN: "Who"}, Cell: func(e auditEvent) string { return e.Actor.Name }},
		{Title: approval.Text{ZH: "操作", EN: "Action"}, Cell: func(e auditEvent) string { return e.KindLabel.In(locale) }},
		{Title: approval.Text{ZH: "对象", EN: "Subject"}, Cell: func(e auditEvent) string { return e.SubjectLabel.In(locale) }},
		{Title: approval.Text{ZH: "说明", EN: "Summary"}, Cell: func(e auditEvent) string { return e.Summary.In(locale) }},
		{Title: approval.Text{ZH: "变更", EN: "Changes"}, Cell: func(e auditEvent) string { return e.describeChanges(locale) }},
		{Title: approval.Text{ZH: "前一哈希", EN: "Previous hash"}, Cell: func(e auditEvent) string { return e.PrevHash }},
		{Title: approval.Text{ZH: "哈希", EN: "Hash"}, Cell: func(e auditEvent) string { return e.Hash }},
		{Title: approval.Text{ZH: "操作代码", EN: "Action code"}, Cell: func(e auditEvent) string { return string(e.Kind) }},
		{Title: approval.Text{ZH: "对象代码", EN: "Subject code"}, Cell: func(e auditEvent) string { return e.Subject.Type + " " + e.Subject.ID }},
		{Title: approval.Text{ZH: "变更原文（JSON）", EN: "Changes as recorded (JSON)"}, Cell: func(e auditEvent) string { return changesAsJSON(e.Changes) }},
	}
}

// describeChanges describes the changes, one field per line.
func (e auditEvent) describeChanges(locale approval.Locale) string {
	lines := make([]string, 0, len(e.Changes))
	for _, field := range slices.Sorted(maps.Keys(e.Changes)) {
		change := e.Changes[field]
		value := func(v any) string { return describeValue(v, e.ValueLabels[field], locale) }
		lines = append(lines, cmp.Or(e.FieldLabels[field].In(locale), field)+": "+value(change.Before)+" → "+value(change.After))
	}
	return strings.Join(lines, "\n")
}

func describeValue(value any, codes map[string]approval.Text, locale approval.Locale) string {
	switch v := value.(type) {
	case nil:
		return "—"
	case bool:
		return map[bool]approval.Text{true: {ZH: "是", EN: "yes"}, false: {ZH: "否", EN: "no"}}[v].In(locale)
	case []any:
		parts := make([]string, len(v))
		for i, part := range v {
			parts[i] = describeValue(part, codes, locale)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return describeParts(v, codes, locale)
	default:
		code := fmt.Sprint(v)
		return cmp.Or(codes[code].In(locale), code)
	}
}

// describeParts describes a value of several parts: people and departments by name,
// permissions by action and scope, everything else part by part.
func describeParts(parts map[string]any, codes map[string]approval.Text, locale approval.Locale) string {
	if name, ok := parts["name"].(string); ok && parts["id"] != nil {
		return name
	}
	if action, ok := parts["action"]; ok {
		return describeValue(action, codes, locale) + " (" + describeValue(parts["scope"], codes, locale) + ")"
	}
	descriptions := make([]string, 0, len(parts))
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		descriptions = append(descriptions, cmp.Or(codes[part].In(locale), part)+" "+describeValue(parts[part], codes, locale))
	}
	return strings.Join(descriptions, "; ")
}

func changesAsJSON(changes approval.Changes) string {
	if len(changes) == 0 {
		return ""
	}
	raw, err := json.Marshal(changes)
	if err != nil {
		// They were read from a jsonb column.
		panic(err)
	}
	return string(raw)
}

// exportAudit exports the administrative acts of a list, the oldest first.
func (s *Server) exportAudit(ctx context.Context, in *exportAuditInput) (*huma.StreamResponse, error) {
	filter, err := s.auditFilter(ctx, in.AuditFilter)
	if err != nil {
		return nil, err
	}
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	words, err := s.store.AuditWords(ctx)
	if err != nil {
		return nil, err
	}
	return exportTable(ctx, s, in.Format, approval.Text{ZH: "管理操作", EN: "administrative-acts"},
		auditTable(localeOf(ctx), zone), withLabels(words, s.store.AuditEvents(ctx, filter)))
}

// withLabels adds labels to each act.
func withLabels(words *storage.AuditWords, acts iter.Seq2[ledger.AuditEvent, error]) iter.Seq2[auditEvent, error] {
	return func(yield func(auditEvent, error) bool) {
		for e, err := range acts {
			if !yield(labelAct(words, e), err) {
				return
			}
		}
	}
}
