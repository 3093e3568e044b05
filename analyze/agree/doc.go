// Package agree holds the tests that compare what analyze finds with what TypeScript and esbuild find: which
// file every specifier means, which declaration every name means, and which imports are broken.
//
// They run on the committed samples, and on any other folder, a git work tree or not, by
//
//	make compare DIR=/path/to/repo
//
// which prints each difference, with the number of specifiers and names that were compared. Each file goes by
// the tsconfig.json or jsconfig.json nearest to it, and where that one references projects and leaves the file
// out, by the first project that has it. A fetched repo has no node_modules: packages of the workspace are found
// as an install would link them. The meaning of names and broken imports go by the tsconfig.json of the folder.
package agree
