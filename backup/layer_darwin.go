package backup

import "golang.org/x/sys/unix"

func renameNoReplace(da int, ba string, db int, bb string) error {
	return unix.RenameatxNp(da, ba, db, bb, unix.RENAME_EXCL)
}

func renameExchange(da int, ba string, db int, bb string) error {
	return unix.RenameatxNp(da, ba, db, bb, unix.RENAME_SWAP)
}
