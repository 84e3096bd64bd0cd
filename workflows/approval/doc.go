// Package approval has the types that the whole program shares: requests, tasks, steps,
// outcomes, decisions, events, error codes, permissions and the pure rules about them.
// It imports only the standard library. Types in workflow histories are stored for
// years, so fields may be added but never renamed.
package approval
