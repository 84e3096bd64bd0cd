package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"approvals/workflows/approval"
)

// Option is one choice of an option list.
type Option struct {
	Key   string        `json:"key"`
	Label approval.Text `json:"label"`
}

// definition is a global variable as the program knows it.
type definition interface {
	// asDefault is the variable with its default value.
	asDefault() Variable
	// check reads a value and returns it in the form to be kept, or an invalid
	// Error.
	check(ctx context.Context, s *Store, value json.RawMessage) (any, error)
}

type variableOf[T any] struct {
	key         string
	kind        VariableType
	value       T
	description approval.Text
	// fits returns what is wrong with a value, or the empty Text.
	fits func(ctx context.Context, s *Store, value T) (approval.Text, error)
}

func (v variableOf[T]) asDefault() Variable {
	return Variable{Key: v.key, Type: v.kind, Value: v.value, Default: v.value, Description: v.description}
}

func (v variableOf[T]) check(ctx context.Context, s *Store, raw json.RawMessage) (any, error) {
	const location = "body.value"
	var value T
	if err := json.Unmarshal(raw, &value); err != nil || string(raw) == "null" {
		return nil, approval.InvalidField(location, approval.Text{
			ZH: "类型应为 %s", EN: "This must be of type %s"}.Format(v.kind))
	}
	wrong, err := v.fits(ctx, s, value)
	if err != nil {
		return nil, err
	}
	if wrong != (approval.Text{}) {
		return nil, approval.InvalidField(location, wrong)
	}
	return value, nil
}

// definitions are all global variables, in the order in which they are shown.
var definitions = []definition{
	attachmentMaxBytes, attachmentTypes, fallbackRole, expenseCategories, paymentMethods, defaultCurrency,
	// Work logs.
	workLogWindow, workLogReminderTime, companyTimeZone,
}

func definitionOf(key string) (definition, error) {
	for _, d := range definitions {
		if d.asDefault().Key == key {
			return d, nil
		}
	}
	return nil, approval.NotFound()
}

var attachmentMaxBytes = variableOf[int64]{
	key: "attachments.max_bytes", kind: IntegerVariable, value: 100 << 20,
	description: approval.Text{ZH: "单个附件的大小上限（字节）", EN: "Largest size of one attachment, in bytes"},
	fits: func(_ context.Context, _ *Store, n int64) (approval.Text, error) {
		if n < 1024 || n > 5<<30 {
			return approval.Text{ZH: "应在 1 KiB 与 5 GiB 之间", EN: "This must be between 1 KiB and 5 GiB"}, nil
		}
		return approval.Text{}, nil
	},
}

// AttachmentMaxBytes is how many bytes an attachment may have.
func (s *Store) AttachmentMaxBytes(ctx context.Context) (int64, error) {
	return read(ctx, s, attachmentMaxBytes)
}

var mimeType = regexp.MustCompile(`^[a-z]+/[a-z0-9][a-z0-9.+-]{0,126}$`)

var attachmentTypes = variableOf[[]string]{
	key: "attachments.allowed_types", kind: StringsVariable,
	value: []string{
		"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "image/heic",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation",
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
		"text/csv", "text/plain",
	},
	description: approval.Text{ZH: "允许上传的附件类型（MIME）", EN: "Types of attachments that may be uploaded (MIME)"},
	fits: func(_ context.Context, _ *Store, types []string) (approval.Text, error) {
		if len(types) == 0 || len(types) > 100 {
			return approval.Text{ZH: "应有 1 至 100 项", EN: "There must be 1 to 100 entries"}, nil
		}
		for _, t := range types {
			if !mimeType.MatchString(t) {
				return approval.Text{ZH: "“%s”不是 MIME 类型", EN: "%q is not a MIME type"}.Format(clipped(t)), nil
			}
		}
		return approval.Text{}, nil
	},
}

// AttachmentTypes are the MIME types that an attachment may be of.
func (s *Store) AttachmentTypes(ctx context.Context) ([]string, error) {
	return read(ctx, s, attachmentTypes)
}

var fallbackRole = variableOf[string]{
	key: "approval.fallback_role", kind: StringVariable, value: approval.Manager,
	description: approval.Text{
		ZH: "申请人之外无人担任所需角色时，接手任务的角色",
		EN: "Role that gets a task when nobody but the requester holds the role it belongs to"},
	fits: func(ctx context.Context, s *Store, role string) (approval.Text, error) {
		var known bool
		if err := s.in(ctx).get(ctx, &known, `SELECT EXISTS (SELECT FROM roles WHERE key = $1)`, role); err != nil || known {
			return approval.Text{}, err
		}
		return approval.Text{ZH: "没有这个角色", EN: "There is no such role"}, nil
	},
}

// FallbackRole is the key of the role that gets a task when nobody but the
// requester holds the role that it belongs to.
func (s *Store) FallbackRole(ctx context.Context) (string, error) { return read(ctx, s, fallbackRole) }

var expenseCategories = variableOf[[]Option]{
	key: "expense.categories", kind: OptionsVariable,
	value: []Option{
		{"reception", approval.Text{ZH: "接待", EN: "Reception"}},
		{"travel", approval.Text{ZH: "差旅", EN: "Travel"}},
		{"bidding", approval.Text{ZH: "招投标", EN: "Bidding"}},
		{"communication", approval.Text{ZH: "通信", EN: "Communication"}},
		{"other", approval.Text{ZH: "其他", EN: "Other"}},
	},
	description: approval.Text{ZH: "业务费用类别", EN: "Categories of expenses"},
	fits:        optionsFit,
}

// ExpenseCategories are the categories that an expense request can name.
func (s *Store) ExpenseCategories(ctx context.Context) ([]Option, error) {
	return read(ctx, s, expenseCategories)
}

var paymentMethods = variableOf[[]Option]{
	key: "payment.methods", kind: OptionsVariable,
	value: []Option{
		{"bank_transfer", approval.Text{ZH: "银行转账", EN: "Bank transfer"}},
		{"cash", approval.Text{ZH: "现金", EN: "Cash"}},
		{"corporate_card", approval.Text{ZH: "公司卡", EN: "Corporate card"}},
		{"other", approval.Text{ZH: "其他", EN: "Other"}},
	},
	description: approval.Text{ZH: "付款方式", EN: "Ways of paying"},
	fits:        optionsFit,
}

// PaymentMethods are the ways in which finance can pay.
func (s *Store) PaymentMethods(ctx context.Context) ([]Option, error) {
	return read(ctx, s, paymentMethods)
}

var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

var defaultCurrency = variableOf[string]{
	key: "currency.default", kind: StringVariable, value: approval.DefaultCurrency,
	description: approval.Text{ZH: "未注明时使用的币种（ISO 4217）", EN: "Currency of new projects (ISO 4217)"},
	fits: func(_ context.Context, _ *Store, code string) (approval.Text, error) {
		if !currencyCode.MatchString(code) {
			return approval.Text{ZH: "应为三个大写字母", EN: "This must be three capital letters"}, nil
		}
		return approval.Text{}, nil
	},
}

// DefaultCurrency is the currency of what names none.
func (s *Store) DefaultCurrency(ctx context.Context) (string, error) {
	return read(ctx, s, defaultCurrency)
}

var optionKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// optionsFit checks an option list: keys that a program can use, each once, and
// a label in both languages.
func optionsFit(_ context.Context, _ *Store, options []Option) (approval.Text, error) {
	if len(options) == 0 || len(options) > 200 {
		return approval.Text{ZH: "应有 1 至 200 项", EN: "There must be 1 to 200 entries"}, nil
	}
	var seen []string
	for _, o := range options {
		switch {
		case !optionKey.MatchString(o.Key):
			return approval.Text{
				ZH: "“%s”不能作为代码：请用小写字母、数字和下划线",
				EN: "%q cannot be a key: use small letters, digits and underscores"}.Format(clipped(o.Key)), nil
		case slices.Contains(seen, o.Key):
			return approval.Text{ZH: "代码“%s”重复", EN: "The key %q is there twice"}.Format(o.Key), nil
		case !labelFits(o.Label.ZH) || !labelFits(o.Label.EN):
			return approval.Text{
				ZH: "“%s”需要中英文名称，各不超过 100 字", EN: "%q needs a label of at most 100 characters in both languages"}.Format(o.Key), nil
		}
		seen = append(seen, o.Key)
	}
	return approval.Text{}, nil
}

func labelFits(label string) bool { return label != "" && utf8.RuneCountInString(label) <= 100 }

// HasOption reports whether the key is one of the options.
func HasOption(options []Option, key string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Key == key })
}

// clipped shortens what a client sent before it is told back.
func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return fmt.Sprintf("%s…", string(r[:40]))
	}
	return s
}
