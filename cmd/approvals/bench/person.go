package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"time"

	"github.com/google/uuid"
)

// person is a signed-in client of the API.
type person struct {
	server string
	http   *http.Client
}

// signIn signs an account in with a session cookie, as a browser does.
func signIn(ctx context.Context, server, username, password string) (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	// The default of two would open and close connections all the time.
	transport.MaxIdleConnsPerHost = 64
	p := &person{strings.TrimRight(server, "/"), &http.Client{Jar: jar, Transport: transport, Timeout: time.Minute}}
	return p, p.post(ctx, "/auth/login", object{"username": username, "password": password}, nil)
}

// object is a JSON object.
type object map[string]any

func (p *person) get(ctx context.Context, path string, into any) error {
	return p.send(ctx, http.MethodGet, path, nil, into)
}

// post sends a POST request with a new Idempotency-Key.
func (p *person) post(ctx context.Context, path string, body object, into any) error {
	return p.send(ctx, http.MethodPost, path, body, into)
}

func (p *person) send(ctx context.Context, method, path string, body object, into any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(encoded)
	}
	request, err := p.request(ctx, method, path, content)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if method == http.MethodPost {
		request.Header.Set("Idempotency-Key", uuid.NewString())
	}
	return p.do(request, into)
}

func (p *person) request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	return http.NewRequestWithContext(ctx, method, p.server+"/api/v1"+path, body)
}

// do sends the request and decodes the answer.
func (p *person) do(request *http.Request, into any) error {
	response, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s %s", request.Method, request.URL.Path, response.Status, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}

// patient is the same person without a time limit, for what is as long as its file.
func (p *person) patient() *person {
	client := *p.http
	client.Timeout = 0
	return &person{p.server, &client}
}
