package main

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

// person is somebody signed in to the running API.
type person struct {
	name   string
	server string
	http   *http.Client
}

// answer is what the API said; fields are reached by path, as in
// "request.tasks.0.id".
type answer map[string]any

// signIn signs a demo account in, with a cookie as a browser has it.
func signIn(ctx context.Context, server, name string) (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &person{name: name, server: strings.TrimRight(server, "/"), http: &http.Client{Jar: jar}}
	_, err = p.post(ctx, "/auth/login", answer{"username": name, "password": "demo-" + name})
	return p, err
}

func (p *person) get(ctx context.Context, path string) (answer, error) {
	return p.send(ctx, http.MethodGet, path, "application/json", nil)
}

// post sends a body under a key of its own, so that sending it again would
// change nothing.
func (p *person) post(ctx context.Context, path string, body answer) (answer, error) {
	return p.json(ctx, http.MethodPost, path, body)
}

func (p *person) patch(ctx context.Context, path string, body answer) (answer, error) {
	return p.json(ctx, http.MethodPatch, path, body)
}

func (p *person) json(ctx context.Context, method, path string, body answer) (answer, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, method, path, "application/json", bytes.NewReader(raw))
}

// attach uploads a file to a request.
func (p *person) attach(ctx context.Context, requestID, purpose string, f file) (answer, error) {
	return p.upload(ctx, "/requests/"+requestID+"/attachments", purpose, f)
}

// upload sends a file, with its purpose where the route has one.
func (p *person) upload(ctx context.Context, path, purpose string, f file) (answer, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if purpose != "" {
		if err := form.WriteField("purpose", purpose); err != nil {
			return nil, err
		}
	}
	part, err := form.CreateFormFile("file", f.name)
	if err != nil {
		return nil, err
	}
	if _, err := part.Write(f.bytes); err != nil {
		return nil, err
	}
	if err := form.Close(); err != nil {
		return nil, err
	}
	return p.send(ctx, http.MethodPost, path, form.FormDataContentType(), &body)
}

// content downloads the bytes of an attachment.
func (p *person) content(ctx context.Context, attachmentID string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.server+"/api/v1/attachments/"+attachmentID+"/content", nil)
	if err != nil {
		return nil, err
	}
	response, err := p.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: download %s: %s", p.name, attachmentID, response.Status)
	}
	return io.ReadAll(response.Body)
}

func (p *person) send(ctx context.Context, method, path, contentType string, body io.Reader) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, p.server+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", contentType)
	if method == http.MethodPost {
		key, ok := ctx.Value(onceKey{}).(string)
		if !ok {
			key = uuid.NewString()
		}
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := p.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("is the stack running? Start it with `make up`: %w", err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		return nil, &refusal{response.StatusCode, fmt.Sprintf("%s: %s %s: %s %s", p.name, method, path, response.Status, raw)}
	}
	got := answer{}
	if len(raw) > 0 {
		err = json.Unmarshal(raw, &got)
	}
	return got, err
}

// refusal is an answer that is no success.
type refusal struct {
	status int
	words  string
}

func (r *refusal) Error() string { return r.words }

// at returns the value at the path as text; empty when there is none.
func (a answer) at(path string) string {
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

// list returns the objects at the name.
func (a answer) list(name string) (found []answer) {
	items, _ := a[name].([]any)
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			found = append(found, object)
		}
	}
	return found
}
