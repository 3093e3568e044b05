// Package backup applies a change set to a repo and undoes it, byte for byte. It is the only
// package that writes into a user's repo.
//
// # The store
//
// Open finds the store outside the work tree (in the git directory, so that `git clean` can't take
// it), or in .rtconsolidate at the root where there is no git:
//
//	lock                  held by flock while a command writes
//	objects/<sha256>      contents before and after, each stored once, re-hashed on every read
//	runs/<id>/            one applied change set; the folder appears whole, by one rename
//	    manifest.json     what each path held before and holds after, and which folders come and go
//	    plan.json         the canonical plan, as the caller gave it
//	    journal           begin, commit, undo, undone: hash-chained records and a seal
//	    conflicts/        what a merge or a recovery could not put into the tree
//
// # The machine
//
// A run is a list of steps, each "path P holds state X and shall hold state Y". Apply, Resume and
// Rollback run the same machine over them; rollback runs the inverse steps. What a path holds, never
// the journal's position, decides what is left to do:
//
//	stage   write Y beside P as .part, set its mode, fsync, rename to .swap
//	swap    exchange P and .swap, then hash what came out: not X means that somebody saved P
//	        meanwhile; it is put back and reported
//	settle  hash .swap once more (an editor may still write to the old file), remove it
//	sync    fsync every touched folder, then write the closing record
//
// Everything that undo needs is durable before the first swap, and a caller is told "done" only
// when the closing record is durable. The contents X and Y are both in the store, so a .swap that
// holds either may go; one that holds anything else is somebody's work and is put back or kept
// under conflicts.
package backup
