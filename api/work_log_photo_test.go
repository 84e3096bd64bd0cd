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

// photoBody is a multipart body with a file and nothing before it.
func photoBody(name string, content []byte) []byte {
	return slicesOf(formFile(name), string(content), formTail)
}

func TestPhotos(t *testing.T) {
	t.Parallel()
	w := newFileWorld(t)
	files := objectstest.Open(t, w.bucket)
	keys := func() []string {
		t.Helper()
		keys, unfinished := objectstest.Contents(t, w.bucket)
		if len(unfinished) > 0 {
			t.Errorf("unfinished uploads %q", unfinished)
		}
		return keys
	}
	customer := w.customerOf(t, approval.SalesRep, "A")
	entry, err := w.store.CreateWorkLog(t.Context(), w.actors[approval.SalesRep], worklog.Input{
		WorkDate: ptr(approval.Date(companyDay(0))), Kind: ptr(worklog.WorkVisit), Content: ptr("看现场"), CustomerID: postgres.SetTo(&customer.ID)})
	if err != nil {
		t.Fatal(err)
	}
	path := "/work-logs/" + entry.ID
	content := picture(t, 300)
	body := photoBody("现场 1.png", content)
	upload := func(as string, body []byte, headers ...string) answer {
		return w.send(t, as, "POST", path+"/photos", body, append(formType[:2:2], headers...)...)
	}
	key := uuid.NewString()
	made := upload(approval.SalesRep, body, keyHeader, key).want(201)
	photo := read[worklog.Photo](made)
	// That a photo has to be a picture holds for photos alone.
	if types, err := w.store.AttachmentTypes(t.Context()); err != nil || !slices.Contains(types, "application/pdf") {
		t.Errorf("after a photo, attachments may be of %q, %v", types, err)
	}
	if photo.Name != "现场 1.png" || photo.ContentType != "image/png" || photo.Size != int64(len(content)) || len(photo.SHA256) != 64 {
		t.Errorf("made %s", made.Raw)
	}
	if again := upload(approval.SalesRep, body, keyHeader, key).want(201); again.Raw != made.Raw {
		t.Errorf("the same key was answered %s", again.Raw)
	}
	other := photoBody("other.png", picture(t, 20))
	upload(approval.SalesRep, other, keyHeader, key).problem(409, approval.CodeConflict)
	if found := keys(); !slices.Equal(found, []string{photo.ID}) {
		t.Errorf("objects %v, want that of the photo alone", found)
	}

	// It stands in the entry, and whoever sees the entry sees it.
	if shown := read[worklog.WorkLog](w.send(t, approval.Manager, "GET", path, nil).want(200)); len(shown.Photos) != 1 || shown.Photos[0].ID != photo.ID {
		t.Errorf("the entry shows %+v", shown.Photos)
	}
	bytesOf := path + "/photos/" + photo.ID + "/content"
	got := w.send(t, approval.Manager, "GET", bytesOf, nil).want(200)
	if got.Raw != string(content) || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || got.Header.Get("ETag") != `"`+photo.SHA256+`"` {
		t.Errorf("%d bytes with %v", len(got.Raw), got.Header)
	}
	part := w.send(t, approval.Manager, "GET", bytesOf, nil, "Range", "bytes=10-19").want(206)
	if part.Raw != string(content[10:20]) {
		t.Errorf("the range has %q", part.Raw)
	}
	if head := w.send(t, approval.Manager, "HEAD", bytesOf, nil).want(200); head.Raw != "" || head.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %q with %v", head.Raw, head.Header)
	}
	w.send(t, approval.Manager, "GET", bytesOf, nil, "If-None-Match", got.Header.Get("ETag")).want(304)
	w.send(t, approval.Commercial, "GET", bytesOf, nil).problem(404, approval.CodeNotFound)
	w.send(t, approval.Administrator, "GET", bytesOf, nil).problem(403, approval.CodeForbidden)
	// A photo is found below its own entry only.
	second, err := w.store.CreateWorkLog(t.Context(), w.actors[approval.SalesRep], worklog.Input{
		WorkDate: ptr(approval.Date(companyDay(0))), Kind: ptr(worklog.WorkVisit), Content: ptr("x")})
	if err != nil {
		t.Fatal(err)
	}
	w.send(t, approval.SalesRep, "GET", "/work-logs/"+second.ID+"/photos/"+photo.ID+"/content", nil).problem(404, approval.CodeNotFound)

	// What is refused leaves nothing behind.
	for name, test := range map[string]struct {
		as     string
		body   []byte
		status int
		code   approval.Code
	}{
		"not the author's":   {approval.Commercial, body, 404, approval.CodeNotFound},
		"without permission": {approval.Manager, body, 403, approval.CodeForbidden},
		"cut off":            {approval.SalesRep, body[:len(body)-20], 400, approval.CodeInvalid},
		"cut off early":      {approval.SalesRep, body[:300], 400, approval.CodeInvalid},
	} {
		if got := upload(test.as, test.body); got.Status != test.status || read[Problem](got).Code != test.code {
			t.Errorf("%s: %d %s", name, got.Status, got.Raw)
		}
	}
	for name, file := range map[string][]byte{
		"called.png": []byte("%PDF-1.7 by its bytes no picture"), "text.png": []byte("hello"), "svg.png": []byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`)} {
		upload(approval.SalesRep, photoBody(name, file)).problem(415, approval.CodeUnsupportedType)
	}
	upload(approval.SalesRep, form("receipt", "a.png", content)).problem(400, approval.CodeInvalid)
	upload(approval.SalesRep, photoBody("a.png", nil)).problem(422, approval.CodeInvalid)
	if _, err := w.store.SetVariable(t.Context(), w.actors[approval.Administrator], "attachments.max_bytes", nil, []byte(`4096`)); err != nil {
		t.Fatal(err)
	}
	upload(approval.SalesRep, body).problem(413, approval.CodeTooLarge)
	if found := keys(); !slices.Equal(found, []string{photo.ID}) || w.count(t, `SELECT count(*) FROM work_log_photos`) != 1 {
		t.Errorf("what was refused left objects: %v", found)
	}

	// The timeline tells of the one photo; its bytes are those that the row
	// promises, and the sweep leaves it alone.
	if n := w.count(t, `SELECT count(*) FROM timeline_events WHERE kind = 'work_log.photo_added'`); n != 1 {
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
	orphans, err := w.store.UnreferencedObjects(t.Context(), keys())
	if err != nil || len(orphans) != 0 {
		t.Errorf("the sweep would remove %v (%v)", orphans, err)
	}
	if strings.Contains(w.log.String(), "internal error") {
		t.Errorf("the log has an internal error: %s", w.log)
	}
}
