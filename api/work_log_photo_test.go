package api

import (
	"bytes"
	"crypto/rand"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/objects/objectstest"
	"approvals/storage/postgres"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// picture is a PNG image.
func picture(t *testing.T, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, size, size))
	rand.Read(img.Pix)
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// photoBody is a multipart body with a file only.
func photoBody(name string, content []byte) []byte {
	return slicesOf(formFile(name), string(content), formTail)
}

func TestPhotos(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	files := objectstest.Open(t, s.bucket)
	keys := func() []string {
		t.Helper()
		keys, unfinished := objectstest.Contents(t, s.bucket)
		if len(unfinished) > 0 {
			t.Errorf("unfinished uploads %q", unfinished)
		}
		return keys
	}
	customer := s.NewCustomer(s.Rep, "A")
	entry, err := s.CreateWorkLog(t.Context(), s.Rep, worklog.Input{
		WorkDate: new(approval.Date(companyDay(0))), Kind: new(worklog.WorkVisit), Content: new("看现场"), CustomerID: postgres.SetTo(&customer.ID)})
	if err != nil {
		t.Fatal(err)
	}
	path := "/work-logs/" + entry.ID
	content := picture(t, 300)
	body := photoBody("现场 1.png", content)
	upload := func(as string, body []byte, headers ...string) apitest.Reply {
		return s.Send(t, as, "POST", path+"/photos", body, append(formType[:2:2], headers...)...)
	}
	key := uuid.NewString()
	made := upload("rep", body, keyHeader, key).Want(201)
	photo := apitest.Read[worklog.Photo](made)
	// That a photo has to be a picture holds for photos alone.
	if types, err := s.AttachmentTypes(t.Context()); err != nil || !slices.Contains(types, "application/pdf") {
		t.Errorf("after a photo, attachments may be of %q, %v", types, err)
	}
	if photo.Name != "现场 1.png" || photo.ContentType != "image/png" || photo.Size != int64(len(content)) || len(photo.SHA256) != 64 {
		t.Errorf("made %s", made.Raw)
	}
	if again := upload("rep", body, keyHeader, key).Want(201); again.Raw != made.Raw {
		t.Errorf("the same key was answered %s", again.Raw)
	}
	other := photoBody("other.png", picture(t, 20))
	upload("rep", other, keyHeader, key).WantProblem(409, approval.CodeConflict)
	if found := keys(); !slices.Equal(found, []string{photo.ID}) {
		t.Errorf("objects %v, want that of the photo alone", found)
	}

	// The work log lists it, and readers of the work log can download it.
	if shown := apitest.Read[worklog.WorkLog](s.Send(t, "manager", "GET", path, nil).Want(200)); len(shown.Photos) != 1 || shown.Photos[0].ID != photo.ID {
		t.Errorf("the entry shows %+v", shown.Photos)
	}
	bytesOf := path + "/photos/" + photo.ID + "/content"
	got := s.Send(t, "manager", "GET", bytesOf, nil).Want(200)
	if got.Raw != string(content) || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || got.Header.Get("ETag") != `"`+photo.SHA256+`"` {
		t.Errorf("%d bytes with %v", len(got.Raw), got.Header)
	}
	part := s.Send(t, "manager", "GET", bytesOf, nil, "Range", "bytes=10-19").Want(206)
	if part.Raw != string(content[10:20]) {
		t.Errorf("the range has %q", part.Raw)
	}
	if head := s.Send(t, "manager", "HEAD", bytesOf, nil).Want(200); head.Raw != "" || head.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %q with %v", head.Raw, head.Header)
	}
	s.Send(t, "manager", "GET", bytesOf, nil, "If-None-Match", got.Header.Get("ETag")).Want(304)
	s.Send(t, "commercial", "GET", bytesOf, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "admin", "GET", bytesOf, nil).WantProblem(403, approval.CodeForbidden)
	// A photo is found below its own entry only.
	second, err := s.CreateWorkLog(t.Context(), s.Rep, worklog.Input{
		WorkDate: new(approval.Date(companyDay(0))), Kind: new(worklog.WorkVisit), Content: new("x")})
	if err != nil {
		t.Fatal(err)
	}
	s.Send(t, "rep", "GET", "/work-logs/"+second.ID+"/photos/"+photo.ID+"/content", nil).WantProblem(404, approval.CodeNotFound)

	// What is refused leaves nothing behind.
	for name, test := range map[string]struct {
		as     string
		body   []byte
		status int
		code   approval.Code
	}{
		"not the author's":   {"commercial", body, 404, approval.CodeNotFound},
		"without permission": {"manager", body, 403, approval.CodeForbidden},
		"cut off":            {"rep", body[:len(body)-20], 400, approval.CodeInvalid},
		"cut off early":      {"rep", body[:300], 400, approval.CodeInvalid},
	} {
		if got := upload(test.as, test.body); got.Status != test.status || apitest.Read[Problem](got).Code != test.code {
			t.Errorf("%s: %d %s", name, got.Status, got.Raw)
		}
	}
	for name, file := range map[string][]byte{
		"called.png": []byte("%PDF-1.7 by its bytes no picture"), "text.png": []byte("hello"), "svg.png": []byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`)} {
		upload("rep", photoBody(name, file)).WantProblem(415, approval.CodeUnsupportedType)
	}
	upload("rep", form("receipt", "a.png", content)).WantProblem(400, approval.CodeInvalid)
	upload("rep", photoBody("a.png", nil)).WantProblem(422, approval.CodeInvalid)
	if _, err := s.SetVariable(t.Context(), s.Admin, "attachments.max_bytes", nil, []byte(`4096`)); err != nil {
		t.Fatal(err)
	}
	upload("rep", body).WantProblem(413, approval.CodeTooLarge)
	if found := keys(); !slices.Equal(found, []string{photo.ID}) || s.count(t, `SELECT count(*) FROM work_log_photos`) != 1 {
		t.Errorf("what was refused left objects: %v", found)
	}

	// The timeline has one photo; its bytes are those that the row
	// promises, and the sweep leaves it alone.
	if n := s.count(t, `SELECT count(*) FROM timeline_events WHERE kind = 'work_log.photo_added'`); n != 1 {
		t.Errorf("%d events of photos", n)
	}
	object, err := files.Open(t.Context(), photo.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer object.Close()
	if stored, err := io.ReadAll(object); err != nil || !bytes.Equal(stored, content) {
		t.Errorf("stored %d bytes: %v", len(stored), err)
	}
	orphans, err := s.UnreferencedObjects(t.Context(), keys())
	if err != nil || len(orphans) != 0 {
		t.Errorf("the sweep would remove %v (%v)", orphans, err)
	}
	if strings.Contains(s.log.String(), "internal error") {
		t.Errorf("the log has an internal error: %s", s.log)
	}
}
