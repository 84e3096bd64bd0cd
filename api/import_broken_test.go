package api

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestImportThatBreaksInTheMiddle loses the database or the client in the second batch:
// what is in is reported as in, and the same request again, as the page sends it, adds
// the rest once.
func TestImportThatBreaksInTheMiddle(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		breaks string
		again  approval.Code
	}{
		"an error":             {`RAISE EXCEPTION 'the disk is full'`, approval.CodeInternal},
		"a database that ends": {`PERFORM pg_terminate_backend(pg_backend_pid())`, approval.CodeUnavailable},
		"a client that leaves": {`PERFORM pg_sleep(60)`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			s.ByHand(`CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN ` + test.breaks + `; RETURN NEW; END $$`)
			s.ByHand(`CREATE TRIGGER break BEFORE INSERT ON contacts FOR EACH ROW WHEN (NEW.name = 'Contact 800') EXECUTE FUNCTION break()`)
			file := "name,contact_name\n"
			for i := range 1200 {
				file += fmt.Sprintf("Customer %d,Contact %d\n", i, i)
			}
			key := uuid.NewString()
			send := func() apitest.Reply {
				t.Helper()
				return s.upload(t, "rep", "/customers/import", []byte(file), keyHeader, key)
			}
			if test.again == "" {
				s.uploadAndLeave(t, file, key, 500)
			} else {
				got := apitest.Read[ImportReport](send().Want(200))
				if got.Stopped == nil || got.Stopped.Row != 502 || got.Created != 500 || got.Customers != 500 || got.Contacts != 500 || got.Rows != 500 {
					t.Errorf("broken: %+v", got)
				}
				// Nothing is new: the failure itself is the answer.
				if refused := send(); refused.JSON["code"] != string(test.again) {
					t.Errorf("broken again: %s", refused.Raw)
				}
			}
			if n := s.size(t, "customers"); n != 500 {
				t.Errorf("%d customers after the failure", n)
			}
			s.ByHand(`DROP TRIGGER break ON contacts`)
			// The answer is kept when all is in.
			for range 2 {
				if got := apitest.Read[ImportReport](send().Want(200)); got.Stopped != nil || got.Created != 700 || got.Skipped != 500 || got.Rows != 1200 {
					t.Errorf("the rest: %+v", got)
				}
			}
			if n := s.size(t, "customers") + s.size(t, "contacts"); n != 2400 {
				t.Errorf("%d customers and contacts", n)
			}
		})
	}
}

// uploadAndLeave sends a file of customers for import and closes the connection once so
// many are in.
func (s *scene) uploadAndLeave(t *testing.T, file, key string, in int) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "customers.csv")
	s.Must(err)
	part.Write([]byte(file))
	form.Close()
	ctx, leave := context.WithCancel(t.Context())
	request := httptest.NewRequestWithContext(ctx, "POST", "/api/v1/customers/import", &body)
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
	request.Header.Set(keyHeader, key)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Handler().ServeHTTP(httptest.NewRecorder(), request)
	}()
	for s.size(t, "customers") < in {
		time.Sleep(20 * time.Millisecond)
	}
	leave()
	<-ended
}
