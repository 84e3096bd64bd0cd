// Package devstack runs the platform's servers — PostgreSQL, Temporal and MinIO —
// on one machine without containers: it finds or builds them, starts them on the
// loopback interface with all data in one folder, restarts a server that exits,
// and stops them in order.
//
// [Start] starts the servers and [Stack.Add] supervises the application's own
// processes in the same way. For fault tests a part can be killed, halted and
// resumed, or paused.
//
// The data folder:
//
//	devstack.lock   held while a stack uses the folder, removed by a clean stop
//	secrets.json    generated passwords and keys, mode 0600
//	postgres/       the private cluster
//	temporal/       the server's generated configuration
//	minio/          objects
//	logs/           one file per part, bounded in size
package devstack
