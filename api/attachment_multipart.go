package api

import (
	"bufio"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/gabriel-vasile/mimetype"
)

const (
	// sniffBytes is the number of bytes from which the type of a file is detected. The
	// type of office files is not at their beginning.
	sniffBytes = 64 << 10
	// earlySniffBytes is the number of bytes after which a file that cannot become an
	// allowed type is refused.
	earlySniffBytes = 3 << 10
	// longestName is the maximum length of a file name, in characters.
	longestName = 255
	// multipartOverhead is the maximum size of a multipart body without its file, in bytes.
	multipartOverhead = 64 << 10
)

func init() { mimetype.SetLimit(sniffBytes) }

// uploadRules are the rules for an uploaded file.
type uploadRules struct {
	// limit is the maximum size of the file, in bytes.
	limit int64
	// types are the allowed MIME types.
	types []string
	// purposes are the values of the field purpose. If it is nil, the body has no such
	// field.
	purposes []approval.Purpose
}

// uploadedFile is the file in a multipart body, whose bytes are yet to be read, with the
// fields before it.
type uploadedFile struct {
	rules       uploadRules
	purpose     approval.Purpose
	name        string
	contentType string

	// broken is the error of reading the body.
	broken error
	parts  *multipart.Reader
	bytes  io.Reader
	left   int64
}

// openUpload reads the body up to the beginning of its file and checks what is known by
// then.
func openUpload(in *uploadInput, rules uploadRules) (*uploadedFile, error) {
	request := in.Request()
	if request.ContentLength > rules.limit+multipartOverhead {
		return nil, tooLarge(rules.limit)
	}
	in.limitBody(rules.limit + multipartOverhead)
	parts, err := request.MultipartReader()
	if err != nil {
		return nil, malformed{approval.InvalidField("body", approval.Text{
			ZH: "应为 multipart/form-data", EN: "This must be multipart/form-data"})}
	}
	file := &uploadedFile{rules: rules, parts: parts, left: rules.limit}
	part, err := file.readFields()
	if err != nil {
		return nil, file.problem(err)
	}
	head := bufio.NewReaderSize(part, sniffBytes)
	if first, err := head.Peek(earlySniffBytes); err == nil && !file.mayBecomeAllowed(first) {
		return nil, file.recognise(first)
	}
	beginning, err := head.Peek(sniffBytes)
	if err != nil && err != io.EOF {
		return nil, file.problem(err)
	}
	file.bytes = head
	return file, file.recognise(beginning)
}

// readFields reads the fields before the file and returns the part of the file.
func (f *uploadedFile) readFields() (*multipart.Part, error) {
	for {
		part, err := f.parts.NextPart()
		if err == io.EOF {
			return nil, approval.InvalidField("body.file", approval.Text{ZH: "必填", EN: "This is required"})
		}
		if err != nil {
			return nil, err
		}
		switch name := part.FormName(); {
		case name == "purpose" && f.rules.purposes != nil:
			value, err := io.ReadAll(io.LimitReader(part, 100))
			if err != nil {
				return nil, err
			}
			f.purpose = approval.Purpose(value)
		case name == "file":
			f.name = baseName(part.FileName())
			return part, f.check()
		default:
			return nil, malformed{approval.InvalidField(location(part), approval.Text{
				ZH: "没有这个字段", EN: "There is no such field"})}
		}
	}
}

func location(part *multipart.Part) string { return strings.TrimSuffix("body."+part.FormName(), ".") }

// baseName removes folders from a file name, with the separators of any operating
// system, and characters that change its direction, which can disguise its extension. A
// name that consists of dots and spaces becomes empty.
func baseName(path string) string {
	name := approval.WithoutDirections(path[strings.LastIndexAny(path, `/\`)+1:])
	if strings.Trim(name, ". ") == "" {
		return ""
	}
	return name
}

// check validates the fields before the file and the file name.
func (f *uploadedFile) check() error {
	var wrong approval.Invalid
	switch {
	case f.rules.purposes == nil:
	case f.purpose == "":
		wrong.Add("body.purpose", approval.Text{ZH: "必填，且须在文件之前", EN: "This is required, before the file"})
	case !slices.Contains(f.rules.purposes, f.purpose):
		wrong.Add("body.purpose", approval.Text{ZH: "没有这个用途", EN: "There is no such purpose"})
	}
	switch {
	case approval.Blank(f.name):
		wrong.Add("body.file", approval.Text{ZH: "文件需要名称", EN: "The file needs a name"})
	case !utf8.ValidString(f.name), strings.ContainsFunc(f.name, unicode.IsControl):
		wrong.Add("body.file", approval.Text{ZH: "文件名含有无效字符", EN: "The file name contains invalid characters"})
	case utf8.RuneCountInString(f.name) > longestName:
		wrong.Add("body.file", approval.Text{ZH: "文件名最多 %d 个字符", EN: "The file name may have at most %d characters"}.Format(longestName))
	}
	return wrong.Err()
}

// mayBecomeAllowed reports whether a file with this beginning can turn out to be of an
// allowed type when more of it is read: a ZIP archive can be a workbook, an executable
// cannot.
func (f *uploadedFile) mayBecomeAllowed(beginning []byte) bool {
	found := mimetype.Detect(beginning)
	return slices.ContainsFunc(f.rules.types, func(allowed string) bool {
		if found.Is(allowed) {
			return true
		}
		for t := mimetype.Lookup(allowed); t != nil; t = t.Parent() {
			if t.Is(found.String()) {
				return true
			}
		}
		return false
	})
}

// recognise detects the type from the bytes, regardless of the name.
func (f *uploadedFile) recognise(beginning []byte) error {
	if len(beginning) == 0 {
		return emptyFile()
	}
	found := mimetype.Detect(beginning)
	if !slices.ContainsFunc(f.rules.types, found.Is) {
		text := approval.Text{ZH: "不允许上传 %s 类型的文件", EN: "Files of the type %s are not allowed"}.Format(found.String())
		return &approval.Error{
			Code: approval.CodeUnsupportedType, Message: text,
			Fields: []approval.FieldError{{Location: "body.file", Message: text}},
		}
	}
	f.contentType = typeOf(found)
	return nil
}

// typeOf returns the name of a type. It removes a charset other than UTF: the library
// reports Latin-1 for GBK text.
func typeOf(found *mimetype.MIME) string {
	plain, charset, _ := strings.Cut(found.String(), "; charset=")
	if charset != "" && !strings.HasPrefix(charset, "utf-") {
		return plain
	}
	return found.String()
}

// Read reads the file's bytes and fails as soon as the limit is exceeded.
func (f *uploadedFile) Read(p []byte) (int, error) {
	n, err := f.bytes.Read(p)
	if f.left -= int64(n); f.left < 0 {
		return 0, tooLarge(f.rules.limit)
	}
	if err != nil && err != io.EOF {
		f.broken = err
	}
	return n, err
}

// finish checks that the body ends after the file. A truncated body has no final
// boundary.
func (f *uploadedFile) finish(size int64) error {
	if size == 0 {
		return emptyFile()
	}
	switch part, err := f.parts.NextPart(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return f.problem(err)
	default:
		return malformed{approval.InvalidField(location(part), approval.Text{
			ZH: "文件须是最后一个字段", EN: "The file must be the last field"})}
	}
}

// problem maps an error of reading the body.
func (f *uploadedFile) problem(err error) error {
	var tooLong *http.MaxBytesError
	switch {
	case approval.AsError(err) != nil:
		return err
	case errors.As(err, &tooLong):
		return tooLarge(f.rules.limit)
	}
	return malformed{approval.InvalidField("body.file", approval.Text{
		ZH: "上传内容不完整或格式有误，请重试", EN: "The upload is incomplete or malformed; please try again"})}
}

func tooLarge(limit int64) error {
	text := approval.Text{ZH: "文件超过上限 %d 字节", EN: "The file is larger than the limit of %d bytes"}.Format(limit)
	return &approval.Error{
		Code: approval.CodeTooLarge, Message: text, Fields: []approval.FieldError{{Location: "body.file", Message: text}},
	}
}

func emptyFile() error {
	return approval.InvalidField("body.file", approval.Text{ZH: "文件是空的", EN: "The file is empty"})
}
