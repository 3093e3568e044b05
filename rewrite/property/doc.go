// Package property holds the planner to what it promises, on programs and plans made at random: what it
// does not refuse type-checks as before, prints as before, and leaves nothing to plan.
package property
