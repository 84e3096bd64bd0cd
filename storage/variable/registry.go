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
		"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "image/heic", "image/heif",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation",
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
		"text/csv", "text/plain",
		// Electronic invoices.
		"application/ofd", "application/vnd.einvoice+xml",
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
	description: approval.Text{ZH: "新项目的默认币种（ISO 4217）", EN: "Default currency of new projects (ISO 4217)"},
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

// optionLists are the built-in option lists with their defaults.
var optionLists = []variableOf[[]Option]{
	industries, regions, customerLevels, customerSources, expenseCategories, paymentMethods,
}

func option(key, zh, en string) Option {
	return Option{Key: key, Label: approval.Text{ZH: zh, EN: en}}
}

var industries = optionList(Industries, approval.Text{ZH: "客户行业", EN: "Customer industries"}, []Option{
	option("power", "电力与能源", "Power and energy"),
	option("manufacturing", "制造业", "Manufacturing"),
	option("construction", "建筑与工程", "Construction and engineering"),
	option("transport", "交通与物流", "Transport and logistics"),
	option("information_technology", "信息技术", "Information technology"),
	option("finance", "金融", "Finance"),
	option("healthcare", "医疗卫生", "Healthcare"),
	option("education", "教育与科研", "Education and research"),
	option("government", "政府与公共事业", "Government and public services"),
	option("retail", "零售与消费", "Retail and consumer goods"),
	option("other", "其他", "Other"),
}, column("customers", "industry"))

var regions = optionList(Regions, approval.Text{ZH: "客户区域", EN: "Customer regions"}, []Option{
	option("north_china", "华北", "North China"),
	option("northeast_china", "东北", "Northeast China"),
	option("east_china", "华东", "East China"),
	option("central_china", "华中", "Central China"),
	option("south_china", "华南", "South China"),
	option("southwest_china", "西南", "Southwest China"),
	option("northwest_china", "西北", "Northwest China"),
	option("hong_kong_macao_taiwan", "港澳台", "Hong Kong, Macao and Taiwan"),
	option("overseas", "海外", "Overseas"),
}, column("customers", "region"))

var customerLevels = optionList(CustomerLevels, approval.Text{ZH: "客户级别", EN: "Customer levels"}, []Option{
	option("a", "A 级（重点）", "A (key account)"),
	option("b", "B 级（重要）", "B (important)"),
	option("c", "C 级（一般）", "C (ordinary)"),
	option("d", "D 级（潜在）", "D (prospect)"),
}, column("customers", "level"))

var customerSources = optionList(CustomerSources, approval.Text{ZH: "客户来源", EN: "Customer sources"}, []Option{
	option("referral", "老客户介绍", "Referral by a customer"),
	option("partner", "合作伙伴", "Partner"),
	option("visit", "陌生拜访", "Cold visit"),
	option("exhibition", "展会", "Exhibition"),
	option("tender", "招标信息", "Public tender"),
	option("website", "网站咨询", "Website"),
	option("advertising", "广告", "Advertising"),
	option("other", "其他", "Other"),
}, column("customers", "source"))

var expenseCategories = optionList(ExpenseCategories, approval.Text{ZH: "业务费用类别", EN: "Expense categories"}, []Option{
	option("reception", "接待", "Reception"),
	option("travel", "差旅", "Travel"),
	option("bidding", "招投标", "Bidding"),
	option("communication", "通信", "Communication"),
	option("other", "其他", "Other"),
}, column("expense_requests", "category"), `SELECT EXISTS (SELECT FROM reports WHERE budget ? $1)`)

var paymentMethods = optionList(PaymentMethods, approval.Text{ZH: "付款方式", EN: "Payment methods"}, []Option{
	option("bank_transfer", "银行转账", "Bank transfer"),
	option("cash", "现金", "Cash"),
	option("corporate_card", "公司卡", "Corporate card"),
	option("other", "其他", "Other"),
}, column("expense_requests", "method"))
