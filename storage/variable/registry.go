package variable

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// definition is the definition of a global variable.
type definition interface {
	// asDefault is the variable with its default value.
	asDefault() Variable
	// check parses and validates a value. It returns the value to store, or an invalid
	// Error.
	check(ctx context.Context, s *Store, value json.RawMessage) (any, error)
}

type variableOf[T any] struct {
	key         string
	kind        VariableType
	value       T
	description approval.Text
	custom      bool
	// fits validates a value and returns an invalid Error. If it is nil, every value
	// of the type is valid.
	fits func(ctx context.Context, s *Store, value T) error
}

func (v variableOf[T]) asDefault() Variable {
	return Variable{Key: v.key, Type: v.kind, Value: v.value, Default: v.value, Description: v.description, Custom: v.custom}
}

// valueAt is the location of the value in the input.
const valueAt = "body.value"

func wrongValue(message approval.Text) error { return approval.InvalidField(valueAt, message) }

func (v variableOf[T]) check(ctx context.Context, s *Store, raw json.RawMessage) (any, error) {
	var value T
	wrong := misshapen(valueAt, raw, reflect.TypeFor[T]())
	// Parts of the wrong type are skipped and the rest is validated, so that all errors
	// are reported at once.
	if err := json.Unmarshal(raw, &value); err != nil && wrong.Err() == nil {
		return nil, fmt.Errorf("read a value of %s: %w", v.key, err)
	}
	if v.fits == nil {
		return value, wrong.Err()
	}
	return value, wrong.WithUnnoted(v.fits(ctx, s, value))
}

// definitions are the built-in global variables in display order.
var definitions = []definition{
	companyName, companyTimeZone, defaultCurrency, workingCalendar,
	attachmentMaxBytes, attachmentTypes, fallbackRole, resetValidity,
	// Option lists.
	industries, regions, customerLevels, customerSources, expenseCategories, paymentMethods,
	// Work logs.
	workLogWindow, workLogReminderTime,
	// Deadlines.
	deadlineOf(approval.CommercialReport), deadlineOf(approval.FinanceReport), deadlineOf(approval.ManagementDecision),
	deadlineOf(approval.GMSignoff), deadlineOf(approval.FinanceProcessing), deadlineOf(approval.Revise),
}

// definitionOf returns the definition of a built-in or custom variable.
func (s *Store) definitionOf(ctx context.Context, key string) (definition, error) {
	if d, ok := programVariable(key); ok {
		return d, nil
	}
	var row variableRow
	if err := s.In(ctx).Get(ctx, &row, `SELECT `+variableColumns+` WHERE v.key = $1`, key); err != nil {
		return nil, err
	}
	if d, ok := row.definition(); ok {
		return d, nil
	}
	return nil, approval.NotFound()
}

func programVariable(key string) (definition, bool) {
	for _, d := range definitions {
		if d.asDefault().Key == key {
			return d, true
		}
	}
	return nil, false
}

var attachmentMaxBytes = variableOf[int64]{
	key: "attachments.max_bytes", kind: NumberVariable, value: 100 << 20,
	description: approval.Text{ZH: "单个附件的大小上限（字节）", EN: "Largest size of one attachment, in bytes"},
	fits: func(_ context.Context, _ *Store, n int64) error {
		if n < 1024 || n > 5<<30 {
			return wrongValue(approval.Text{
				ZH: "应在 1024（1 KB）与 5368709120（5 GB）之间", EN: "This must be between 1024 (1 KB) and 5368709120 (5 GB)"})
		}
		return nil
	},
}

// AttachmentMaxBytes is the maximum size of an attachment, in bytes.
func (s *Store) AttachmentMaxBytes(ctx context.Context) (int64, error) {
	return read(ctx, s, attachmentMaxBytes)
}

var mimeType = regexp.MustCompile(`^[a-z]+/[a-z0-9][a-z0-9.+-]{0,126}$`)

var attachmentTypes = variableOf[[]string]{
	key: "attachments.allowed_types", kind: TextsVariable,
	value: []string{
		"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "image/heic",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation",
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
		"text/csv", "text/plain",
	},
	description: approval.Text{ZH: "允许上传的附件类型（MIME）", EN: "Types of attachments that may be uploaded (MIME)"},
	fits: func(_ context.Context, _ *Store, types []string) error {
		var wrong approval.Invalid
		if len(types) == 0 || len(types) > 100 {
			wrong.Add(valueAt, approval.Text{ZH: "应有 1 至 100 项", EN: "There must be 1 to 100 entries"})
			return wrong.Err()
		}
		for i, t := range types {
			if !mimeType.MatchString(t) {
				wrong.Add(fmt.Sprintf("%s[%d]", valueAt, i), approval.Text{
					ZH: "“%s”不是文件类型，例如 application/pdf", EN: "%q is not a file type such as application/pdf"}.Format(postgres.Clipped(t)))
			}
		}
		return wrong.Err()
	},
}

// AttachmentTypes are the allowed MIME types of attachments.
func (s *Store) AttachmentTypes(ctx context.Context) ([]string, error) {
	return read(ctx, s, attachmentTypes)
}

var fallbackRole = variableOf[string]{
	key: "approval.fallback_role", kind: TextVariable, value: approval.Manager,
	description: approval.Text{
		ZH: "申请人之外无人担任所需角色时，接手任务的角色",
		EN: "Role that gets a task when nobody but the requester holds the role it belongs to"},
	fits: func(ctx context.Context, s *Store, role string) error {
		var known bool
		if err := s.In(ctx).Get(ctx, &known, `SELECT EXISTS (SELECT FROM roles WHERE key = $1)`, role); err != nil || known {
			return err
		}
		return wrongValue(approval.Text{ZH: "没有这个角色", EN: "There is no such role"})
	},
}

// FallbackRole is the key of the role that is assigned a task when nobody except the
// requester holds the task's role.
func (s *Store) FallbackRole(ctx context.Context) (string, error) { return read(ctx, s, fallbackRole) }

var defaultCurrency = variableOf[string]{
	key: "currency.default", kind: TextVariable, value: approval.DefaultCurrency,
	description: approval.Text{ZH: "未注明时使用的币种（ISO 4217）", EN: "Currency of new projects (ISO 4217)"},
	fits: func(_ context.Context, _ *Store, code string) error {
		if !KnownCurrency(code) {
			return wrongValue(NoSuchCurrency)
		}
		return nil
	},
}

// DefaultCurrency is the currency used when none is given.
func (s *Store) DefaultCurrency(ctx context.Context) (string, error) {
	return read(ctx, s, defaultCurrency)
}
