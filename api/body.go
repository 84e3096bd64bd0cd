package api

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/gin-gonic/gin"
)

var (
	endedEarly  = approval.Text{ZH: "请求内容不完整", EN: "The request body is incomplete"}
	tooSlow     = approval.Text{ZH: "请求内容传输太慢", EN: "The request body arrived too slowly"}
	bodyTooLong = approval.Text{ZH: "请求内容过大", EN: "The request is too large"}
	useJSON     = approval.Text{ZH: "请用 UTF-8 编码的 application/json", EN: "Please use application/json in UTF-8"}
)

// checkType refuses a body that is declared as something other than JSON in UTF-8.
// A body without a declared type is read as JSON.
func checkType(c *gin.Context) error {
	header := c.GetHeader("Content-Type")
	if header == "" {
		return nil
	}
	kind, parameters, err := mime.ParseMediaType(header)
	charset := strings.ToLower(parameters["charset"])
	if err != nil || kind != jsonType || charset != "" && charset != "utf-8" && charset != "utf8" {
		return unsupportedType()
	}
	// The library compares it letter by letter.
	c.Request.Header.Set("Content-Type", jsonType)
	return nil
}

func unsupportedType() *approval.Error {
	return &approval.Error{Code: approval.CodeUnsupportedType, Message: useJSON,
		Fields: []approval.FieldError{{Location: "header.Content-Type", Message: useJSON}}}
}

func tooLargeBody() *approval.Error {
	return &approval.Error{Code: approval.CodeTooLarge, Message: bodyTooLong,
		Fields: []approval.FieldError{{Location: "body", Message: bodyTooLong}}}
}

// readBody reads an ordinary body, which can be read again afterwards.
func readBody(c *gin.Context) ([]byte, error) {
	// Without support for deadlines, the request's timeout applies.
	connection := http.NewResponseController(c.Writer)
	_ = connection.SetReadDeadline(time.Now().Add(bodyReadingTime))
	body, err := io.ReadAll(io.LimitReader(c.Request.Body, ordinaryBody+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, malformed{approval.InvalidField("body", tooSlow)}
	case err != nil:
		return nil, malformed{approval.InvalidField("body", endedEarly)}
	case len(body) > ordinaryBody:
		return nil, tooLargeBody()
	}
	// The handler may take longer than reading the body.
	_ = connection.SetReadDeadline(time.Time{})
	c.Request.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// checkBody reads the body before the library does. A route without an input
// takes none, or an empty object: a client that sends more expects something that
// would not be done.
func checkBody(c *gin.Context, r routeSpec) error {
	if r.stream || r.method == http.MethodGet || r.method == http.MethodHead {
		return nil
	}
	if r.readsBody {
		if err := checkType(c); err != nil {
			return err
		}
	}
	body, err := readBody(c)
	if err != nil || r.readsBody || len(body) == 0 {
		return err
	}
	if err := checkType(c); err != nil {
		return err
	}
	value, err := readJSON(body)
	if err != nil {
		found, _ := findingOf(keyNotJSON)
		return malformed{approval.InvalidField("body", found.text)}
	}
	object, ok := value.(map[string]any)
	if !ok {
		return malformed{approval.InvalidField("body", approval.Text{ZH: "应为对象", EN: "This must be an object"})}
	}
	var wrong approval.Invalid
	for i, name := range slices.Sorted(maps.Keys(object)) {
		if i < maxFields {
			wrong.Add(clip("body."+name), approval.Text{ZH: "没有这个字段", EN: "There is no such field"})
		}
	}
	if err := wrong.Err(); err != nil {
		return malformed{err}
	}
	return nil
}

// checkQuery rejects unknown query parameters, because a client that misspells a filter
// would mistake the whole list for the filtered one.
func checkQuery(c *gin.Context, r routeSpec) error {
	var wrong approval.Invalid
	for i, name := range slices.Sorted(maps.Keys(c.Request.URL.Query())) {
		if !r.query[name] && i < maxFields {
			wrong.Add(clip("query."+name), approval.Text{ZH: "没有这个参数", EN: "There is no such parameter"})
		}
	}
	if err := wrong.Err(); err != nil {
		return malformed{err}
	}
	return nil
}
