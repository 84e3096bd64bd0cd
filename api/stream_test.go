package api

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// TestStreamsMove checks that a slow download continues as long as the client reads,
// and ends if it does not.
func TestStreamsMove(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	ended := make(chan error, 1)
	engine.GET("/slow", func(c *gin.Context) {
		limitIdleTime(c)
		c.Writer.(*idleTimeoutWriter).timeout = 100 * time.Millisecond
		for range 10 {
			time.Sleep(30 * time.Millisecond)
			if _, err := c.Writer.WriteString("piece "); err != nil {
				t.Error(err)
			}
			c.Writer.Flush()
		}
	})
	engine.GET("/endless", func(c *gin.Context) {
		limitIdleTime(c)
		c.Writer.(*idleTimeoutWriter).timeout = 100 * time.Millisecond
		piece := make([]byte, 1<<20)
		for {
			if _, err := c.Writer.Write(piece); err != nil {
				ended <- err
				return
			}
		}
	})
	server := httptest.NewServer(engine)
	defer server.Close()

	response, err := http.Get(server.URL + "/slow")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || strings.Count(string(body), "piece") != 10 {
		t.Errorf("%q, %v", body, err)
	}

	client, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err := io.WriteString(client, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("a client that reads nothing holds the server")
	}
}

// TestBodyEndsEarly checks that a client gets an error for a truncated body.
func TestBodyEndsEarly(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	for name, header := range map[string]string{"without a key": "", "with a key": keyHeader + ": 7b0a3f6e-8f0b-4f0e-9a39-3c1f6e2d1a11\r\n"} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		request := "POST " + basePath + "/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n" +
			"Authorization: Bearer " + s.People["rep"].Token + "\r\n" + header + "\r\n" + `{"name":`
		if _, err := io.WriteString(conn, request); err != nil {
			t.Fatal(err)
		}
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn)
		conn.Close()
		if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") || !strings.Contains(string(answer), `"code":"invalid"`) {
			t.Errorf("%s: %v, %s", name, err, answer)
		}
	}
	if strings.Contains(s.log.String(), "internal error") {
		t.Error("the log has an internal error")
	}
}
