package devstack

import "time"

// DatabaseURL is the postgres:// URL of the application's database, with the user
// and password of the runtime role, or [Config.DatabaseURL] if that is set.
func (s *Stack) DatabaseURL() string {
	if s.cfg.DatabaseURL != "" {
		return s.cfg.DatabaseURL
	}
	return s.pg.url(runtimeRole, s.secrets.Runtime, appDatabase)
}

// DatabaseOwnerURL is the URL of the same database for the role that owns the
// schema and migrates it. It is empty if [Config.DatabaseURL] is set.
func (s *Stack) DatabaseOwnerURL() string {
	if s.cfg.DatabaseURL != "" {
		return ""
	}
	return s.pg.url(ownerRole, s.secrets.Approvals, appDatabase)
}

// DatabaseAdminURL is the URL of the application's database for the private
// cluster's superuser, who backdates demo data and tampers with rows in tests. It
// is empty if the stack started no PostgreSQL.
func (s *Stack) DatabaseAdminURL() string {
	if s.pg == nil {
		return ""
	}
	return s.pg.url(superuser, s.pg.password, appDatabase)
}

// TemporalAddress is the host:port of Temporal's frontend.
func (s *Stack) TemporalAddress() string {
	if s.cfg.TemporalAddress != "" {
		return s.cfg.TemporalAddress
	}
	return hostPort(s.ports.Temporal.Frontend)
}

// Namespace is the Temporal namespace. The stack registers it unless
// [Config.TemporalAddress] is set.
func (s *Stack) Namespace() string { return s.cfg.Namespace }

// S3Endpoint is the object store's address: http://host:port, or
// [Config.S3Endpoint] unchanged if that is set.
func (s *Stack) S3Endpoint() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3Endpoint
	}
	return "http://" + hostPort(s.ports.MinIO)
}

// S3AccessKey is the object store's access key.
func (s *Stack) S3AccessKey() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3AccessKey
	}
	return s.secrets.S3AccessKey
}

// S3SecretKey is the object store's secret key.
func (s *Stack) S3SecretKey() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3SecretKey
	}
	return s.secrets.S3SecretKey
}

// DataDir is the absolute path of the data folder.
func (s *Stack) DataDir() string { return string(s.data) }

// trimLogs bounds the size of the logs of a stack that runs for weeks.
func (s *Stack) trimLogs() {
	ticker := time.NewTicker(30 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
		}
		for _, part := range s.Status() {
			if err := (partLog{part.Log}).trim(logLimit); err != nil {
				s.console.logf("cannot truncate the log of %s: %v", part.Name, err)
			}
		}
	}
}
