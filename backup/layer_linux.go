package backup

import "golang.org/x/sys/unix"

func renameNoReplace(da int, ba string, db int, bb string) error {
	return unix.Renameat2(da, ba, db, bb, unix.RENAME_NOREPLACE)
}

func renameExchange(da int, ba string, db int, bb string) error {
	return unix.Renameat2(da, ba, db, bb, unix.RENAME_EXCHANGE)
}
