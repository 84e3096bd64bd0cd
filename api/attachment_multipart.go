package api

import (
	"bufio"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/gabriel-vasile/mimetype"
)

const (
	// sniffed is how many bytes of a file are looked at to recognise its type;
	// office files tell theirs some way in.
	sniffed = 64 << 10
	// glimpsed is how many bytes tell what can only be refused.
	glimpsed = 3 << 10
	// longestName is in characters.
	longestName = 255
	// envelope is what a multipart body may have around its file, in bytes.
	envelope = 64 << 10
	// drainTime is enough for an ordinary file on an ordinary line.
	drainTime = 15 * time.Second
)

func init() { mimetype.SetLimit(sniffed) }

// uploadRules say what a multipart body may bring.
type uploadRules struct {
	// limit is on the file's size, in bytes.
	limit int64
	// types are the MIME types that the file may be of.
	types []string
	// purposes are what the field purpose can say; without any there is no such
	// field.
	purposes []approval.Purpose
}

// uploadedFile is the file of a multipart body, not yet read, with what stands
// before it.
type uploadedFile struct {
	rules       uploadRules
	purpose     approval.Purpose
	name        string
	contentType string

	// broken is why the body could not be read to its end.
	broken error
	parts  *multipart.Reader
	bytes  io.Reader
	left   int64
}

// openUpload reads the body as far as the beginning of its file, and refuses
// what can be refused by then.
func openUpload(in *uploadInput, rules uploadRules) (*uploadedFile, error) {
	request := in.Request()
	if request.ContentLength > rules.limit+envelope {
		return nil, tooLarge(rules.limit)
	}
	in.limitBody(rules.limit + envelope)
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
	head := bufio.NewReaderSize(part, sniffed)
	if first, err := head.Peek(glimpsed); err == nil && !file.mayBecomeAllowed(first) {
		return nil, file.recognise(first)
	}
	beginning, err := head.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, file.problem(err)
	}
	file.bytes = head
	return file, file.recognise(beginning)
}

// readFields reads what stands before the file and returns the file's part.
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

// baseName leaves the folders of somebody's machine out of a name, whatever the
// machine puts between them. A name that says nothing else becomes empty.
func baseName(path string) string {
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	if strings.Trim(name, ". ") == "" {
		return ""
	}
	return name
}

// check looks at everything that stands before the bytes.
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
	case strings.TrimSpace(f.name) == "":
		wrong.Add("body.file", approval.Text{ZH: "文件需要名称", EN: "The file needs a name"})
	case !utf8.ValidString(f.name), strings.ContainsFunc(f.name, unicode.IsControl):
		wrong.Add("body.file", approval.Text{ZH: "文件名含有无效字符", EN: "The file name contains invalid characters"})
	case utf8.RuneCountInString(f.name) > longestName:
		wrong.Add("body.file", approval.Text{ZH: "文件名最多 %d 个字符", EN: "The file name may have at most %d characters"}.Format(longestName))
	}
	return wrong.Err()
}

// mayBecomeAllowed reports whether more bytes could show that a file that begins
// like this is of an allowed type: a ZIP archive can be a workbook, a program
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

// recognise finds the type out from the bytes, whatever the name says.
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

// typeOf names a type. Text that is no UTF the library takes for Latin letters,
// which a file from a Chinese machine seldom is: better to say nothing.
func typeOf(found *mimetype.MIME) string {
	plain, charset, _ := strings.Cut(found.String(), "; charset=")
	if charset != "" && !strings.HasPrefix(charset, "utf-") {
		return plain
	}
	return found.String()
}

// Read gives the file's bytes, and an error as soon as there are too many.
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

// drain reads on what nobody needs, for a while: many clients look for an answer
// only once they have sent everything, and would take the closed connection for
// it.
func (f *uploadedFile) drain() {
	for until := time.Now().Add(drainTime); time.Now().Before(until); {
		if _, err := io.CopyN(io.Discard, f.bytes, envelope); err != nil {
			return
		}
	}
}

// finish makes sure that the body ends where the file does: one that was cut
// off there has no end.
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

// problem says what became of a body that could not be read to its end.
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
