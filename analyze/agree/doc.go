// Package agree holds the tests that compare what analyze finds with what TypeScript and esbuild find: which
// file every specifier means, which declaration every name means, and which imports are broken.
//
// They run on the committed samples. On any other folder, a git work tree or not:
//
//	RTC_COMPARE_DIR=/path/to/repo go test -run Folder -v ./analyze/agree
//
// prints each difference, with the number of specifiers that were compared.
package agree
