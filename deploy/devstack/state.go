package devstack

// State is what a part is doing.
type State string

// The states of a part.
const (
	// Starting: its process runs or is about to, but it does not serve yet.
	Starting State = "starting"
	// Running: it serves.
	Running State = "running"
	// Paused: held still by [Stack.Pause].
	Paused State = "paused"
	// Restarting: it died, or did not come up again, and the next try is due.
	Restarting State = "restarting"
	// Halted: kept down by [Stack.Halt].
	Halted State = "halted"
	// Stopped: down for good.
	Stopped State = "stopped"
)

// Status is a part at one moment.
type Status struct {
	Name  string
	State State
	// PID is its process, 0 if it has none.
	PID int
	// Restarts counts the times it came up again after it had died or was
	// halted.
	Restarts int
	// Log is the file that takes what it prints.
	Log string
}
