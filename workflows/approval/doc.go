// Package approval holds the words that every other part of the program
// shares: requests, tasks, steps, outcomes, decisions, events, error codes,
// permissions and the pure rules about them. It imports the standard library
// alone. Types that travel through a workflow stand in histories for years, so
// fields here are added, never renamed.
package approval
