package api

import (
	"fmt"
	"strings"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// The library reports schema errors in English sentences, which are variables. init
// replaces each by a key, to which the arguments are appended, so that findingOf can
// translate it.

// schemaMessage is the message of a key in both languages; $1 and $2 are its arguments.
type schemaMessage struct {
	// hook is the library's variable that the key replaces; nil for a key of this
	// package.
	hook   *string
	zh, en string
	// malformed marks an error of syntax, which is reported as 400 instead of 422.
	malformed bool
	// atField reports that the first argument is the invalid field below the location.
	atField bool
}

// Keys that this package uses itself.
const (
	keyRequired         = "required"
	keyBoolean          = "boolean"
	keyNumber           = "number"
	keyInteger          = "integer"
	keyDateTime         = "date_time"
	keyPattern          = "pattern"
	keyNoBody           = "no_body"
	keyNotJSON          = "not_json"
	keyBrokenCharacters = "broken_characters"
	keyRepeatedField    = "repeated_field"
	keyNumberTooLarge   = "number_too_large"
	keyNotPlainInteger  = "not_plain_integer"
	keyNotNull          = "not_null"
)

var (
	required = approval.Text{ZH: "必填", EN: "This is required"}
	unclear  = approval.Text{ZH: "格式不正确", EN: "This has the wrong format"}
)

var schemaMessages = map[string]schemaMessage{
	keyRequired:             {hook: &validation.MsgExpectedRequiredProperty, zh: required.ZH, en: required.EN, atField: true},
	"required_with":         {hook: &validation.MsgExpectedDependentRequiredProperty, zh: "填写了 $2 时必填", en: "This is required together with $2", atField: true},
	"required_property":     {hook: &validation.MsgExpectedPropertyNameInObject, zh: required.ZH, en: required.EN},
	"unexpected_property":   {hook: &validation.MsgUnexpectedProperty, zh: "没有这个字段", en: "There is no such field", malformed: true},
	keyBoolean:              {hook: &validation.MsgExpectedBoolean, zh: "应为 true 或 false", en: "This must be true or false", malformed: true},
	keyNumber:               {hook: &validation.MsgExpectedNumber, zh: "应为数字", en: "This must be a number", malformed: true},
	keyInteger:              {hook: &validation.MsgExpectedInteger, zh: "应为整数", en: "This must be a whole number", malformed: true},
	"string":                {hook: &validation.MsgExpectedString, zh: "应为文本", en: "This must be text", malformed: true},
	"array":                 {hook: &validation.MsgExpectedArray, zh: "应为列表", en: "This must be a list", malformed: true},
	"object":                {hook: &validation.MsgExpectedObject, zh: "应为对象", en: "This must be an object", malformed: true},
	"base64":                {hook: &validation.MsgExpectedBase64String, zh: "应为 base64", en: "This must be base64", malformed: true},
	"uuid":                  {hook: &validation.MsgExpectedRFC4122UUID, zh: "应为 UUID", en: "This must be a UUID", malformed: true},
	keyDateTime:             {hook: &validation.MsgExpectedRFC3339DateTime, zh: "应为 RFC 3339 时间，例如 2026-01-31T08:00:00Z", en: "This must be a time as in RFC 3339, such as 2026-01-31T08:00:00Z"},
	"date_time_http":        {hook: &validation.MsgExpectedRFC1123DateTime, zh: "应为 RFC 1123 时间", en: "This must be a time as in RFC 1123"},
	"date":                  {hook: &validation.MsgExpectedRFC3339Date, zh: "应为存在的日期，例如 2026-01-31", en: "This must be a date that exists, such as 2026-01-31"},
	"time":                  {hook: &validation.MsgExpectedRFC3339Time, zh: "应为时刻，例如 08:00:00", en: "This must be a time of day, such as 08:00:00"},
	"duration":              {hook: &validation.MsgExpectedDuration, zh: "应为时长，例如 1h30m", en: "This must be a duration, such as 1h30m"},
	"email":                 {hook: &validation.MsgExpectedRFC5322Email, zh: "应为电子邮箱地址", en: "This must be an e-mail address"},
	"hostname":              {hook: &validation.MsgExpectedRFC5890Hostname, zh: "应为主机名", en: "This must be a host name"},
	"ipv4":                  {hook: &validation.MsgExpectedRFC2673IPv4, zh: "应为 IPv4 地址", en: "This must be an IPv4 address"},
	"ipv6":                  {hook: &validation.MsgExpectedRFC2373IPv6, zh: "应为 IPv6 地址", en: "This must be an IPv6 address"},
	"ip":                    {hook: &validation.MsgExpectedRFCIPAddr, zh: "应为 IP 地址", en: "This must be an IP address"},
	"uri":                   {hook: &validation.MsgExpectedRFC3986URI, zh: "应为 URI", en: "This must be a URI"},
	"uri_template":          {hook: &validation.MsgExpectedRFC6570URITemplate, zh: "应为 URI 模板", en: "This must be a URI template"},
	"json_pointer":          {hook: &validation.MsgExpectedRFC6901JSONPointer, zh: "应为 JSON 指针", en: "This must be a JSON pointer"},
	"relative_json_pointer": {hook: &validation.MsgExpectedRFC6901RelativeJSONPointer, zh: "应为相对 JSON 指针", en: "This must be a relative JSON pointer"},
	"regexp":                {hook: &validation.MsgExpectedRegexp, zh: "应为正则表达式", en: "This must be a regular expression"},
	"any_of":                {hook: &validation.MsgExpectedMatchAtLeastOneSchema, zh: unclear.ZH, en: unclear.EN},
	"one_schema":            {hook: &validation.MsgExpectedMatchExactlyOneSchema, zh: unclear.ZH, en: unclear.EN},
	"not_schema":            {hook: &validation.MsgExpectedNotMatchSchema, zh: unclear.ZH, en: unclear.EN},
	"plain_pattern":         {hook: &validation.MsgExpectedMatchPattern, zh: unclear.ZH, en: unclear.EN},
	keyPattern:              {hook: &validation.MsgExpectedBePattern, zh: unclear.ZH, en: unclear.EN},
	"one_of":                {hook: &validation.MsgExpectedOneOf, zh: "应为以下之一：$1", en: "This must be one of $1"},
	"minimum":               {hook: &validation.MsgExpectedMinimumNumber, zh: "不能小于 $1", en: "This must be at least $1"},
	"exclusive_minimum":     {hook: &validation.MsgExpectedExclusiveMinimumNumber, zh: "必须大于 $1", en: "This must be more than $1"},
	"maximum":               {hook: &validation.MsgExpectedMaximumNumber, zh: "不能大于 $1", en: "This may be at most $1"},
	"exclusive_maximum":     {hook: &validation.MsgExpectedExclusiveMaximumNumber, zh: "必须小于 $1", en: "This must be less than $1"},
	"multiple_of":           {hook: &validation.MsgExpectedNumberBeMultipleOf, zh: "应为 $1 的倍数", en: "This must be a multiple of $1"},
	"min_length":            {hook: &validation.MsgExpectedMinLength, zh: "至少 $1 个字符", en: "This must have at least $1 characters"},
	"max_length":            {hook: &validation.MsgExpectedMaxLength, zh: "最多 $1 个字符", en: "This may have at most $1 characters"},
	"min_items":             {hook: &validation.MsgExpectedMinItems, zh: "至少 $1 项", en: "There must be at least $1 entries"},
	"max_items":             {hook: &validation.MsgExpectedMaxItems, zh: "最多 $1 项", en: "There may be at most $1 entries"},
	"unique_items":          {hook: &validation.MsgExpectedArrayItemsUnique, zh: "不能有重复项", en: "Entries must not repeat"},
	"min_properties":        {hook: &validation.MsgExpectedMinProperties, zh: "至少 $1 个字段", en: "There must be at least $1 fields"},
	"max_properties":        {hook: &validation.MsgExpectedMaxProperties, zh: "最多 $1 个字段", en: "There may be at most $1 fields"},

	keyNoBody:           {zh: "缺少请求内容", en: "The request has no body", malformed: true},
	keyNotJSON:          {zh: "不是有效的 JSON", en: "This is not JSON", malformed: true},
	keyBrokenCharacters: {zh: "含有无法保存的字符", en: "The text contains a character that cannot be stored", malformed: true, atField: true},
	keyRepeatedField:    {zh: "字段“$2”重复", en: "The field $2 appears twice", malformed: true, atField: true},
	keyNumberTooLarge:   {zh: "数字超出范围", en: "This number is too large", malformed: true, atField: true},
	keyNotPlainInteger:  {zh: "应为整数，不带小数点和指数", en: "This must be a whole number without a point or an exponent", malformed: true},
	keyNotNull:          {zh: "不能为 null", en: "This must not be null", malformed: true},
}

// patternMessages are the messages for values that do not match a pattern, by the
// pattern's description.
var patternMessages = map[string]approval.Text{
	notBlank:     {ZH: "不能为空白", EN: "This must not be blank"},
	telephone:    {ZH: "电话号码中没有数字", EN: "This is not a telephone number: it has no digit"},
	emailAddress: {ZH: "应为电子邮箱地址", EN: "This must be an e-mail address"},
	fileHash:     {ZH: "应为文件的 SHA-256，64 个十六进制字符", EN: "This must be the SHA-256 of a file in 64 hexadecimal digits"},
	quarterHours: {ZH: "应为 0 至 24 小时，以一刻钟为单位，例如 7.5", EN: "This must be 0 to 24 hours in quarters of an hour, such as 7.5"},
}

// keySeparator separates a key and its arguments, which do not contain it.
const keySeparator = "\x00"

func init() {
	for key, m := range schemaMessages {
		if m.hook != nil {
			*m.hook = key
		}
	}
	huma.ErrorFormatter = keyed
}

// keyed appends arguments to a key.
func keyed(key string, arguments ...any) string {
	for _, argument := range arguments {
		key += keySeparator + fmt.Sprint(argument)
	}
	return key
}

// finding is a translated schema error.
type finding struct {
	text      approval.Text
	malformed bool
	// field is the invalid field below the location; empty for the location itself.
	field string
}

// findingOf parses a key with its arguments. For any other message ok is false and the
// finding is a general one.
func findingOf(message string) (f finding, ok bool) {
	parts := strings.Split(message, keySeparator)
	key, arguments := parts[0], parts[1:]
	m, ok := schemaMessages[key]
	if !ok {
		return finding{text: unclear, malformed: true}, false
	}
	f = finding{text: approval.Text{ZH: fillIn(m.zh, arguments), EN: fillIn(m.en, arguments)}, malformed: m.malformed}
	if len(arguments) == 0 {
		return f, true
	}
	if m.atField {
		f.field = arguments[0]
	}
	if text, described := patternMessages[arguments[0]]; described && key == keyPattern {
		f.text = text
	}
	return f, true
}

func fillIn(text string, arguments []string) string {
	for i, argument := range arguments {
		text = strings.ReplaceAll(text, fmt.Sprintf("$%d", i+1), clip(argument))
	}
	return text
}
