// Package backup applies a change set to a repo and undoes it, byte for byte. It is the only
// package that writes into a user's repo.
package backup
