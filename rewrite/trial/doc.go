// Package trial holds the planner to what it promises on plans made at random for real repos: those in the
// packages that the tests install, and any other by hand (`make trial DIR=…`).
package trial
