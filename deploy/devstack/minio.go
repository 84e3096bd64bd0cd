package devstack

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"time"
)

// minioServer is MinIO with a single drive.
type minioServer struct {
	program string
	dir     string
	port    int
	access  string
	secret  string
}

func (m *minioServer) part() Part {
	return Part{
		Name: PartMinio, Path: m.program,
		Args: []string{
			"server", "--quiet", "--address", hostPort(m.port),
			// By default it looks for certificates in the user's home.
			"--certs-dir", filepath.Join(m.dir, "certs"),
			filepath.Join(m.dir, "data"),
		},
		Env: serverEnv("MINIO_ROOT_USER="+m.access, "MINIO_ROOT_PASSWORD="+m.secret,
			"MINIO_BROWSER=off", "MINIO_UPDATE=off"),
		Dir: m.dir, Address: hostPort(m.port),
		Ready: m.ready,
	}
}

// ready checks that the server accepts writes.
func (m *minioServer) ready(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+hostPort(m.port)+"/minio/health/cluster", nil)
	if err != nil {
		return err
	}
	// Without keep-alive no connection outlives the probe.
	client := http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("MinIO answers %s", response.Status)
	}
	return nil
}
