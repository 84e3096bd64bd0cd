package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// What the library finds wrong with an input comes as English sentences. Here
// they get the form and the languages of every other problem.

// problemFromLibrary is problemOf for what the library refuses by itself.
func problemFromLibrary(ctx context.Context, status int, message string, errs []error) *Problem {
	e := &approval.Error{Code: codeOfStatus(status), Message: approval.Text{ZH: "请检查标出的内容", EN: "Please check the fields named"}}
	form := status == http.StatusBadRequest
	for _, err := range errs {
		field, isForm := fieldFrom(err)
		field.Location = clip(field.Location)
		e.Fields = append(e.Fields, field)
		form = form || isForm
	}
	// Always in one order, and no more than somebody can read.
	slices.SortFunc(e.Fields, func(a, b approval.FieldError) int { return strings.Compare(a.Location, b.Location) })
	e.Fields = e.Fields[:min(len(e.Fields), mostFields)]
	switch {
	case e.Code == approval.CodeInternal && strings.Contains(message, "read request body"):
		// The client broke off in the middle of the body.
		e = &approval.Error{Code: approval.CodeInvalid, Message: endedEarly, Fields: aboutBody(endedEarly)}
		form, status = true, http.StatusBadRequest
	case e.Code == approval.CodeInternal:
		return problemOf(ctx, errors.Join(errs...))
	case e.Code == approval.CodeTooLarge:
		e = tooLargeBody()
	case e.Code == approval.CodeUnsupportedType:
		e = unsupportedType()
	case len(e.Fields) == 0:
		e.Message = textOf(message).text
		e.Fields = aboutBody(e.Message)
	}
	p := problemOf(ctx, e)
	if p.Status != status {
		p.Status = status
	}
	if e.Code == approval.CodeInvalid && form && status == http.StatusUnprocessableEntity {
		p.Status = http.StatusBadRequest
	}
	return p
}

// mostFields is how many findings are told at once.
const mostFields = 100

func aboutBody(message approval.Text) []approval.FieldError {
	return []approval.FieldError{{Location: "body", Message: message}}
}

func codeOfStatus(status int) approval.Code {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return approval.CodeTooLarge
	case status == http.StatusUnsupportedMediaType:
		return approval.CodeUnsupportedType
	case status >= http.StatusInternalServerError:
		return approval.CodeInternal
	default:
		return approval.CodeInvalid
	}
}

// fieldFrom puts one finding into both languages, and says whether it is about
// form rather than rules.
func fieldFrom(err error) (field approval.FieldError, form bool) {
	var own *inputError
	if errors.As(err, &own) {
		return own.field, own.form
	}
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return approval.FieldError{Location: "body", Message: unclear}, true
	}
	message, location := detail.Message, detail.Location
	if why, ok := detail.Value.(flaw); ok {
		message = string(why)
	} else if why, path, ok := strings.Cut(message, inField); ok && path != "" {
		message, location = why, location+"."+path
	}
	meaning := textOf(message)
	if meaning.below != "" {
		location += "." + meaning.below
	}
	return approval.FieldError{Location: location, Message: meaning.text}, meaning.form
}

// inputError is what the resolvers of this package find wrong.
type inputError struct {
	field approval.FieldError
	form  bool
}

// Error implements error.
func (e *inputError) Error() string { return e.field.Location + ": " + e.field.Message.EN }

// breaksRule is a finding that something well-formed is not acceptable.
func breaksRule(location string, message approval.Text) error {
	return &inputError{field: approval.FieldError{Location: location, Message: message}}
}

var unclear = approval.Text{ZH: "格式不正确", EN: "This does not have the right form"}

// meaning is a sentence of the library in the program's words.
type meaning struct {
	text approval.Text
	form bool
	// below is the name of the field that a sentence about an object means.
	below string
}

// sentence knows a sentence of the library; $1 and $2 in the texts stand for
// what the sentence fills in.
type sentence struct {
	library string
	zh, en  string
	form    bool
	// below says that $1 is the name of the field meant.
	below bool
}

var required = approval.Text{ZH: "必填", EN: "This is required"}

var sentences = []sentence{
	{library: validation.MsgUnexpectedProperty, zh: "没有这个字段", en: "There is no such field", form: true},
	{library: validation.MsgExpectedRequiredProperty, zh: required.ZH, en: required.EN, below: true},
	{library: validation.MsgExpectedDependentRequiredProperty, zh: "填写了 $2 时必填", en: "This is required together with $2", below: true},
	{library: validation.MsgExpectedBoolean, zh: "应为 true 或 false", en: "This must be true or false", form: true},
	{library: validation.MsgExpectedNumber, zh: "应为数字", en: "This must be a number", form: true},
	{library: validation.MsgExpectedInteger, zh: "应为整数", en: "This must be a whole number", form: true},
	{library: validation.MsgExpectedString, zh: "应为文本", en: "This must be a text", form: true},
	{library: validation.MsgExpectedArray, zh: "应为列表", en: "This must be a list", form: true},
	{library: validation.MsgExpectedObject, zh: "应为对象", en: "This must be an object", form: true},
	{library: validation.MsgExpectedBase64String, zh: "应为 base64", en: "This must be base64", form: true},
	{library: validation.MsgExpectedRFC4122UUID, zh: "应为 UUID", en: "This must be a UUID", form: true},
	{library: validation.MsgExpectedRFC3339DateTime, zh: "应为 RFC 3339 时间，例如 2026-01-31T08:00:00Z", en: "This must be a time as in RFC 3339, such as 2026-01-31T08:00:00Z"},
	{library: validation.MsgExpectedRFC1123DateTime, zh: "应为 RFC 1123 时间", en: "This must be a time as in RFC 1123"},
	{library: validation.MsgExpectedRFC3339Date, zh: "应为存在的日期，例如 2026-01-31", en: "This must be a date that exists, such as 2026-01-31"},
	{library: validation.MsgExpectedRFC3339Time, zh: "应为时刻，例如 08:00:00", en: "This must be a time of day, such as 08:00:00"},
	{library: validation.MsgExpectedDuration, zh: "应为时长，例如 1h30m", en: "This must be a duration, such as 1h30m"},
	{library: validation.MsgExpectedRFC5322Email, zh: "应为电子邮箱地址", en: "This must be an e-mail address"},
	{library: validation.MsgExpectedRFC5890Hostname, zh: "应为主机名", en: "This must be a host name"},
	{library: validation.MsgExpectedRFC2673IPv4, zh: "应为 IPv4 地址", en: "This must be an IPv4 address"},
	{library: validation.MsgExpectedRFC2373IPv6, zh: "应为 IPv6 地址", en: "This must be an IPv6 address"},
	{library: validation.MsgExpectedRFCIPAddr, zh: "应为 IP 地址", en: "This must be an IP address"},
	{library: validation.MsgExpectedRFC3986URI, zh: "应为网址", en: "This must be an address on the web"},
	{library: validation.MsgExpectedRFC6570URITemplate, zh: "应为网址模板", en: "This must be a URI template"},
	{library: validation.MsgExpectedRFC6901JSONPointer, zh: "应为 JSON 指针", en: "This must be a JSON pointer"},
	{library: validation.MsgExpectedRFC6901RelativeJSONPointer, zh: "应为相对 JSON 指针", en: "This must be a relative JSON pointer"},
	{library: validation.MsgExpectedRegexp, zh: "应为正则表达式", en: "This must be a regular expression"},
	{library: validation.MsgExpectedMatchAtLeastOneSchema, zh: unclear.ZH, en: unclear.EN},
	{library: validation.MsgExpectedMatchExactlyOneSchema, zh: unclear.ZH, en: unclear.EN},
	{library: validation.MsgExpectedNotMatchSchema, zh: unclear.ZH, en: unclear.EN},
	{library: validation.MsgExpectedMatchPattern, zh: unclear.ZH, en: unclear.EN},
	{library: validation.MsgExpectedPropertyNameInObject, zh: required.ZH, en: required.EN},
	{library: validation.MsgExpectedOneOf, zh: "应为以下之一：$1", en: "This must be one of $1"},
	{library: validation.MsgExpectedMinimumNumber, zh: "不能小于 $1", en: "This must be at least $1"},
	{library: validation.MsgExpectedExclusiveMinimumNumber, zh: "必须大于 $1", en: "This must be more than $1"},
	{library: validation.MsgExpectedMaximumNumber, zh: "不能大于 $1", en: "This may be at most $1"},
	{library: validation.MsgExpectedExclusiveMaximumNumber, zh: "必须小于 $1", en: "This must be less than $1"},
	{library: validation.MsgExpectedNumberBeMultipleOf, zh: "应为 $1 的倍数", en: "This must be a multiple of $1"},
	{library: validation.MsgExpectedMinLength, zh: "至少 $1 个字符", en: "This must have at least $1 characters"},
	{library: validation.MsgExpectedMaxLength, zh: "最多 $1 个字符", en: "This may have at most $1 characters"},
	{library: validation.MsgExpectedMinItems, zh: "至少 $1 项", en: "There must be at least $1 entries"},
	{library: validation.MsgExpectedMaxItems, zh: "最多 $1 项", en: "There may be at most $1 entries"},
	{library: validation.MsgExpectedArrayItemsUnique, zh: "不能有重复项", en: "No entry may be there twice"},
	{library: validation.MsgExpectedMinProperties, zh: "至少 $1 个字段", en: "There must be at least $1 fields"},
	{library: validation.MsgExpectedMaxProperties, zh: "最多 $1 个字段", en: "There may be at most $1 fields"},
	// The pattern descriptions of this package's own types come before the
	// general sentence.
	{library: fmt.Sprintf(validation.MsgExpectedBePattern, notBlank), zh: "不能为空白", en: "This must not be blank"},
	{library: fmt.Sprintf(validation.MsgExpectedBePattern, telephone), zh: "电话号码中没有数字", en: "This has no digit and is no telephone number"},
	{library: fmt.Sprintf(validation.MsgExpectedBePattern, emailAddress), zh: "应为电子邮箱地址", en: "This must be an e-mail address"},
	{library: fmt.Sprintf(validation.MsgExpectedBePattern, fileHash), zh: "应为文件的 SHA-256，64 个十六进制字符", en: "This must be the SHA-256 of a file in 64 hexadecimal digits"},
	{library: fmt.Sprintf(validation.MsgExpectedBePattern, quarterHours), zh: "应为 0 至 24 小时，以一刻钟为单位，例如 7.5", en: "This must be 0 to 24 hours in quarters of an hour, such as 7.5"},
	{library: validation.MsgExpectedBePattern, zh: unclear.ZH, en: unclear.EN},
	// Sentences that the library has no names for.
	{library: "required %s parameter is missing", zh: required.ZH, en: required.EN},
	{library: "invalid integer", zh: "应为整数", en: "This must be a whole number", form: true},
	{library: "invalid float", zh: "应为数字", en: "This must be a number", form: true},
	{library: "invalid boolean", zh: "应为 true 或 false", en: "This must be true or false", form: true},
	{library: "invalid date/time for format %s", zh: "应为 RFC 3339 时间", en: "This must be a time as in RFC 3339", form: true},
	{library: "request body is required", zh: "缺少请求内容", en: "The request has no body", form: true},
	{library: "request body read timeout", zh: "请求内容传输太慢", en: "The request came too slowly", form: true},
	{library: notJSON, zh: "不是有效的 JSON", en: "This is not JSON", form: true},
	{library: numberTooLarge, zh: "数字超出范围", en: "This number is too large", form: true},
	{library: notPlainInteger, zh: "应为整数，不带小数点和指数", en: "This must be a whole number without a point or an exponent", form: true},
	{library: noNull, zh: "不能为 null", en: "This must not be null", form: true},
	{library: brokenCharacters, zh: "含有无法保存的字符", en: "There is a character that cannot be kept", form: true},
	{library: repeatedField, zh: "字段“$1”重复", en: "The field $1 is there twice", form: true},
}

var sentencePatterns = func() []*regexp.Regexp {
	patterns := make([]*regexp.Regexp, 0, len(sentences))
	verb := regexp.MustCompile(`%[vsd]`)
	for _, s := range sentences {
		pattern := verb.ReplaceAllLiteralString(regexp.QuoteMeta(s.library), "(.*)")
		patterns = append(patterns, regexp.MustCompile(`(?s)^`+pattern+`$`))
	}
	return patterns
}()

// textOf finds what a sentence of the library means. One that is not known says
// that the form is wrong, and nothing of what the library said.
func textOf(message string) meaning {
	for i, pattern := range sentencePatterns {
		match := pattern.FindStringSubmatch(message)
		if match == nil {
			continue
		}
		s := sentences[i]
		m := meaning{form: s.form, text: approval.Text{ZH: fillIn(s.zh, match), EN: fillIn(s.en, match)}}
		if s.below {
			m.below = match[1]
		}
		return m
	}
	return meaning{text: unclear, form: true}
}

func fillIn(text string, match []string) string {
	for i := len(match) - 1; i > 0; i-- {
		text = strings.ReplaceAll(text, fmt.Sprintf("$%d", i), clip(match[i]))
	}
	return text
}

// clip shortens what a client sent before it is told back.
func clip(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
