package devstack

import "time"

// DatabaseURL is the application's database, as a postgres:// URL with user and
// password: those of the role that works in it, unless an address was given.
func (s *Stack) DatabaseURL() string {
	if s.cfg.DatabaseURL != "" {
		return s.cfg.DatabaseURL
	}
	return s.pg.url(runtimeRole, s.secrets.Runtime, appDatabase)
}

// DatabaseOwnerURL is the same database for the role that owns what is in it and
// makes its schema; empty if an address was given.
func (s *Stack) DatabaseOwnerURL() string {
	if s.cfg.DatabaseURL != "" {
		return ""
	}
	return s.pg.url(ownerRole, s.secrets.Approvals, appDatabase)
}

// DatabaseAdminURL is the application's database for the private cluster's
// superuser, and empty if the stack started no PostgreSQL. It is for demo data
// that is dated back, and for tests that break things.
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

// Namespace is the Temporal namespace, registered unless the server was given.
func (s *Stack) Namespace() string { return s.cfg.Namespace }

// S3Endpoint is the store's address, as http://host:port; or, if one was given,
// that as it was given.
func (s *Stack) S3Endpoint() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3Endpoint
	}
	return "http://" + hostPort(s.ports.MinIO)
}

// S3AccessKey is the store's access key.
func (s *Stack) S3AccessKey() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3AccessKey
	}
	return s.secrets.S3AccessKey
}

// S3SecretKey is the store's secret key.
func (s *Stack) S3SecretKey() string {
	if s.cfg.S3Endpoint != "" {
		return s.cfg.S3SecretKey
	}
	return s.secrets.S3SecretKey
}

// DataDir is the data folder's full path.
func (s *Stack) DataDir() string { return string(s.data) }

// trimLogs keeps the logs of a stack that runs for weeks from filling the disk.
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
				s.console.say("cannot cut the log of %s: %v", part.Name, err)
			}
		}
	}
}
