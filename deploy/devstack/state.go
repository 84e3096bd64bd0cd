package devstack

// State is what a part is doing.
type State string

// The states of a part.
const (
	// Starting: its process is starting or is not ready yet.
	Starting State = "starting"
	// Running: it is ready.
	Running State = "running"
	// Paused: suspended by [Stack.Pause].
	Paused State = "paused"
	// Restarting: it exited or failed to restart, and waits for the next attempt.
	Restarting State = "restarting"
	// Halted: stopped by [Stack.Halt] until [Stack.Resume].
	Halted State = "halted"
	// Stopped: stopped permanently.
	Stopped State = "stopped"
)

// Status is a part at one moment.
type Status struct {
	Name  string
	State State
	// PID is its process id, 0 if no process runs.
	PID int
	// Restarts counts the successful starts after an exit or a halt.
	Restarts int
	// Log is the path of the file with its output.
	Log string
}
