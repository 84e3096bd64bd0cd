package devstack

import (
	"context"
	"path/filepath"
	"time"
)

// plan is what a stack starts; a part that is not started is nil.
type plan struct {
	postgres *postgres
	temporal *temporalServer
	sqlTool  string
	minio    *minioServer
}

// prepare finds or builds the programs and chooses the ports. It starts nothing, so
// that anything missing is reported early.
func (s *Stack) prepare(ctx context.Context) (*plan, error) {
	p := &plan{}
	if s.cfg.needsPostgres() {
		if err := s.preparePostgres(ctx, p); err != nil {
			return nil, err
		}
	}
	// The builds take minutes, so ports are checked before.
	grace := time.Duration(0)
	if s.lock.unclean {
		grace = 10 * time.Second
	}
	s.ports = s.cfg.Ports
	var err error
	if s.heldPorts, err = s.ports.claim(ctx, s.cfg, grace); err != nil {
		return nil, err
	}
	if p.postgres != nil {
		p.postgres.port = s.ports.Postgres
	}
	if s.cfg.needsTemporal() {
		if err := s.prepareTemporal(ctx, p); err != nil {
			return nil, err
		}
	}
	if s.cfg.needsMinio() {
		if err := s.prepareMinio(ctx, p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (s *Stack) preparePostgres(ctx context.Context, p *plan) error {
	cluster := s.data.cluster()
	bin, err := findPostgres(ctx, s.cfg.PostgresBinDir, cluster, s.console)
	if err != nil {
		return err
	}
	owner, err := clusterOwner(cluster)
	if err != nil {
		return err
	}
	if err := checkReachable(cluster, owner); err != nil {
		return err
	}
	s.pg = &postgres{
		bin: bin, dir: cluster, owner: owner,
		password: s.secrets.Postgres, noFsync: s.cfg.NoFsync,
	}
	p.postgres = s.pg
	if s.lock.unclean {
		return s.pg.clearLeftovers(ctx, 10*time.Second)
	}
	return s.pg.refuseForeignServer()
}

func (s *Stack) prepareTemporal(ctx context.Context, p *plan) error {
	server, tool := s.cfg.TemporalServerBin, s.cfg.TemporalSQLBin
	for _, path := range []string{server, tool} {
		if path != "" && !isExecutable(path) {
			return fail(CodeProgramMissing, "the program %s set for Temporal does not exist or is not executable", path)
		}
	}
	if server == "" || tool == "" {
		dir, err := temporalProgram.ensure(ctx, s.cfg.CacheDir, s.console)
		if err != nil {
			return err
		}
		if server == "" {
			server = filepath.Join(dir, "server")
		}
		if tool == "" {
			tool = filepath.Join(dir, "sql")
		}
	}
	p.sqlTool = tool
	p.temporal = &temporalServer{
		program: server, dir: s.data.temporal(), ports: s.ports.Temporal,
		postgres: s.pg, password: s.secrets.Temporal,
		namespace: namespace{name: s.cfg.Namespace, retention: s.cfg.Retention},
	}
	return nil
}

func (s *Stack) prepareMinio(ctx context.Context, p *plan) error {
	program := s.cfg.MinioBin
	if program == "" {
		dir, err := minioProgram.ensure(ctx, s.cfg.CacheDir, s.console)
		if err != nil {
			return err
		}
		program = filepath.Join(dir, "minio")
	} else if !isExecutable(program) {
		return fail(CodeProgramMissing, "the program %s set for MinIO does not exist or is not executable", program)
	}
	p.minio = &minioServer{
		program: program, dir: s.data.minio(), port: s.ports.MinIO,
		access: s.secrets.S3AccessKey, secret: s.secrets.S3SecretKey,
	}
	return nil
}
