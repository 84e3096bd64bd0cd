package api

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"mime"
	"net/http"
	"time"

	"approvals/api/table"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

// TableFormat is the input of a route that exports a table.
type TableFormat struct {
	Format table.Format `query:"format" enum:"csv,xlsx" default:"csv"`
}

// exportTable streams values as a table in the caller's language. An error before the
// first value becomes a problem; a later one aborts the connection, so that the client
// does not take the file for complete. name is the file name without its extension.
func exportTable[T any](ctx context.Context, s *Server, format table.Format, name approval.Text, fields []table.Field[T], values iter.Seq2[T, error]) (*huma.StreamResponse, error) {
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	next, stop := iter.Pull2(values)
	first, err, more := next()
	if err != nil {
		stop()
		return nil, err
	}
	all := func(yield func(T, error) bool) {
		for value := first; more; value, err, more = next() {
			if !yield(value, err) {
				return
			}
		}
	}
	locale := localeOf(ctx)
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		defer stop()
		w := humagin.Unwrap(stream).Writer
		maps.Copy(w.Header(), languageHeaders(locale))
		w.Header().Set("Content-Type", format.ContentType())
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{
			"filename": fmt.Sprintf("%s-%s.%s", name.In(locale), time.Now().In(zone).Format("20060102"), format)}))
		out := table.NewWriter(w, format)
		defer out.Close()
		if err := table.Write(out, locale, fields, all); err != nil {
			s.log.WarnContext(ctx, "export aborted", "error", err)
			panic(http.ErrAbortHandler)
		}
	}}, nil
}
