package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

// List is one page of a list.
type List[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"next_cursor,omitempty" doc:"Absent on the last page"`
	PrevCursor string `json:"prev_cursor,omitempty" doc:"Cursor for newer items, in lists that grow"`
}

type listOutput[T any] struct{ Body List[T] }

// Paged is the input of a paged list.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the previous page; valid only for the same filter and user"`

	// asked is the caller's id and the filter, to which cursors are bound.
	asked string
}

// Resolve implements huma.Resolver. An empty parameter is no filter.
func (p *Paged) Resolve(ctx huma.Context) []error {
	filter := humagin.Unwrap(ctx).Request.URL.Query()
	for name, values := range filter {
		values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
		if filter[name] = values; name == "cursor" || name == "limit" || len(values) == 0 {
			delete(filter, name)
		}
	}
	p.asked = actorOf(ctx.Context()).ID + "?" + filter.Encode()
	return nil
}

// largestPage is the maximum of Limit.
const largestPage = 200

// of is the name of the list combined with the caller and the filter.
func (p Paged) of(list string) string { return list + "\x00" + p.asked }

// page decodes the cursor. list is the name from of.
func (p Paged) page(list string) (postgres.Page, error) {
	page := postgres.Page{Limit: p.Limit}
	if p.Cursor == "" {
		return page, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || len(raw) <= cursorSum {
		return page, invalidCursor()
	}
	sum, after := raw[:cursorSum], string(raw[cursorSum:])
	if subtle.ConstantTimeCompare(sum, sumOf(list, after)) != 1 {
		return page, invalidCursor()
	}
	page.After = after
	return page, nil
}

// cursorSum is the number of checksum bytes that bind a cursor to its list.
const cursorSum = 9

func sumOf(list, after string) []byte {
	sum := sha256.Sum256([]byte("cursor\x00" + list + "\x00" + after))
	return sum[:cursorSum]
}

func invalidCursor() error {
	return malformed{approval.InvalidField("query.cursor", approval.Text{
		ZH: "游标与此列表或筛选条件不符", EN: "This cursor does not belong to this list with this filter"})}
}

// pageOf builds a page of the named list. after returns an item's place, from which the
// next page continues.
func pageOf[T any](list string, items []T, more bool, after func(T) string) *listOutput[T] {
	out := wholeList(items)
	if more && len(items) > 0 {
		out.Body.NextCursor = cursorOf(list, after(items[len(items)-1]))
	}
	return out
}

// cursorOf encodes the cursor of the named list for the page after the place.
func cursorOf(list, after string) string {
	return base64.RawURLEncoding.EncodeToString(append(sumOf(list, after), after...))
}

// wholeList is a list on a single page.
func wholeList[T any](items []T) *listOutput[T] {
	if items == nil {
		items = []T{}
	}
	return &listOutput[T]{Body: List[T]{Items: items}}
}
