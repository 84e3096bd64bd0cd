// Package devstack runs what the platform stands on — PostgreSQL, Temporal and
// MinIO, the real programs — on one machine, without containers: it finds or
// builds them, starts them on the loopback interface with all data in one
// folder, restarts a part that dies, and stops everything in order.
//
// [Start] brings the servers up and [Stack.Add] puts the application's own
// processes under the same supervision. For fault tests a part can be killed,
// halted and resumed, or paused.
//
// The data folder:
//
//	devstack.lock   held while a stack runs on the folder, gone after a clean stop
//	secrets.json    generated passwords and keys, mode 0600
//	postgres/       the private cluster
//	temporal/       the server's generated configuration
//	minio/          objects
//	logs/           one file a part, bounded in size
package devstack
