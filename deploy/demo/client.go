package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"strings"

	"github.com/google/uuid"
)

// Person is a signed-in client of the running API at Server.
type Person struct {
	Server string
	HTTP   *http.Client
	name   string
}

// Answer is a JSON object of the API. At reads fields by path, such as
// "request.tasks.0.id".
type Answer map[string]any

// SignIn signs a demo account in with a session cookie, as a browser does.
func SignIn(ctx context.Context, server, name string) (*Person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &Person{Server: strings.TrimRight(server, "/"), HTTP: &http.Client{Jar: jar}, name: name}
	_, err = p.Post(ctx, "/auth/login", Answer{"username": name, "password": "demo-" + name})
	return p, err
}

// Get sends a GET request for the path below /api/v1.
func (p *Person) Get(ctx context.Context, path string) (Answer, error) {
	return p.send(ctx, http.MethodGet, path, "application/json", nil)
}

// Post sends a POST request with a new Idempotency-Key, or with the key of the
// context; see withKey.
func (p *Person) Post(ctx context.Context, path string, body Answer) (Answer, error) {
	return p.json(ctx, http.MethodPost, path, body)
}

// Patch sends a PATCH request.
func (p *Person) Patch(ctx context.Context, path string, body Answer) (Answer, error) {
	return p.json(ctx, http.MethodPatch, path, body)
}

func (p *Person) json(ctx context.Context, method, path string, body Answer) (Answer, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, method, path, "application/json", bytes.NewReader(raw))
}

// Attach uploads a file to a request.
func (p *Person) Attach(ctx context.Context, requestID, purpose string, f File) (Answer, error) {
	return p.upload(ctx, "/requests/"+requestID+"/attachments", purpose, f)
}

// upload sends a file as multipart form data, with its purpose if it is not empty.
func (p *Person) upload(ctx context.Context, path, purpose string, f File) (Answer, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if purpose != "" {
		if err := form.WriteField("purpose", purpose); err != nil {
			return nil, err
		}
	}
	part, err := form.CreateFormFile("file", f.Name)
	if err != nil {
		return nil, err
	}
	if _, err := part.Write(f.Bytes); err != nil {
		return nil, err
	}
	if err := form.Close(); err != nil {
		return nil, err
	}
	return p.send(ctx, http.MethodPost, path, form.FormDataContentType(), &body)
}

// Content downloads the bytes of an attachment.
func (p *Person) Content(ctx context.Context, attachmentID string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Server+"/api/v1/attachments/"+attachmentID+"/content", nil)
	if err != nil {
		return nil, err
	}
	response, err := p.HTTP.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: download %s: %s", p.name, attachmentID, response.Status)
	}
	return io.ReadAll(response.Body)
}

func (p *Person) send(ctx context.Context, method, path, contentType string, body io.Reader) (Answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, p.Server+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	if method == http.MethodPost {
		key, ok := ctx.Value(idempotencyKey{}).(string)
		if !ok {
			key = uuid.NewString()
		}
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := p.HTTP.Do(request)
	if err != nil {
		return nil, fmt.Errorf("is the stack running? Start it with `make up`: %w", err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		return nil, &httpError{response.StatusCode, fmt.Sprintf("%s: %s %s: %s %s", p.name, method, path, response.Status, raw)}
	}
	got := Answer{}
	if len(raw) > 0 {
		err = json.Unmarshal(raw, &got)
	}
	return got, err
}

// httpError is a response with an error status.
type httpError struct {
	status  int
	message string
}

func (r *httpError) Error() string { return r.message }

// At returns the value at the path as text, or "" if there is none.
func (a Answer) At(path string) string {
	var value any = map[string]any(a)
	for _, name := range strings.Split(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(v) {
				return ""
			}
			value = v[i]
		default:
			return ""
		}
	}
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// List returns the objects in the array of this name.
func (a Answer) List(name string) (found []Answer) {
	items, _ := a[name].([]any)
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			found = append(found, object)
		}
	}
	return found
}
