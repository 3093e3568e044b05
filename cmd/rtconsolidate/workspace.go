package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/report/escape"
	"rtconsolidate/rules"
)

// workspace is the repo that a command works on.
type workspace struct {
	root string // absolute
	tree *source.Tree
	repo *analyze.Repo
}

func visible(s string) string { return escape.Text(s) }

// findRoot is the folder that -C names, or the one the current folder belongs to.
func (a *app) findRoot() (string, error) {
	if a.root == "" {
		return source.FindRoot(".", rules.FileName)
	}
	info, err := os.Stat(a.root)
	if err != nil || !info.IsDir() {
		return "", usage("%s is no folder", a.root)
	}
	abs, err := filepath.Abs(a.root)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// open lists, reads and links the repo, for who only looks at it.
func (a *app) open() (*workspace, error) {
	root, err := a.findRoot()
	if err != nil {
		return nil, err
	}
	tree, err := a.listToLook(root)
	if err != nil {
		return nil, err
	}
	return &workspace{tree.Root, tree, analyze.Load(a.recalling(tree), analyze.Options{})}, nil
}

// listToLook lists the repo for who only looks at it: what earlier runs found counts.
func (a *app) listToLook(root string) (*source.Tree, error) {
	tree, err := source.Open(root)
	if err == nil {
		a.found = openFound(tree.Root)
	}
	return tree, err
}

// loadConfig reads the config of a root.
func (a *app) loadConfig(root string) (*rules.Config, error) {
	name := a.config
	if name == "" {
		name = rules.FileName
	}
	dir := root
	if a.config != "" {
		dir = "."
	}
	if filepath.IsAbs(name) {
		dir, name = filepath.Dir(name), filepath.Base(name)
	}
	cfg, err := rules.Load(os.DirFS(dir), filepath.ToSlash(filepath.Clean(name)))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, &fault{code: exitFault, msg: fmt.Sprintf("there is no config %s in %s", name, dir),
			hint: "`rtconsolidate init` writes a first one; -c names another file"}
	}
	return cfg, err
}

// rootAndConfig finds the root, and reads its config.
func (a *app) rootAndConfig() (root string, cfg *rules.Config, err error) {
	if root, err = a.findRoot(); err == nil {
		cfg, err = a.loadConfig(root)
	}
	return root, cfg, err
}

// openScope opens the repo, for who only looks at it, and sees the config against it.
func (a *app) openScope() (*workspace, *rules.Scope, error) {
	root, cfg, err := a.rootAndConfig()
	if err != nil {
		return nil, nil, err
	}
	tree, err := a.listToLook(root)
	if err != nil {
		return nil, nil, err
	}
	return a.scopeOf(tree, cfg, analyze.Load(a.recalling(tree), analyze.Options{Paths: true}))
}

// openToWrite is openScope for who writes: it reads every byte.
func (a *app) openToWrite() (*workspace, *rules.Scope, error) {
	return a.openAnew(func(tree *source.Tree, _ *rules.Config) *analyze.Repo {
		return analyze.Load(tree, analyze.Options{Paths: true})
	})
}

// openGate is openToWrite for who asks only for violations: files that cannot have any are not scanned.
func (a *app) openGate() (*workspace, *rules.Scope, error) {
	return a.openAnew(func(tree *source.Tree, cfg *rules.Config) *analyze.Repo {
		return analyze.LoadAround(tree, analyze.Options{}, cfg.Focus)
	})
}

func (a *app) openAnew(load func(*source.Tree, *rules.Config) *analyze.Repo) (*workspace, *rules.Scope, error) {
	root, cfg, err := a.rootAndConfig()
	if err != nil {
		return nil, nil, err
	}
	tree, err := source.Open(root)
	if err != nil {
		return nil, nil, err
	}
	return a.scopeOf(tree, cfg, load(tree, cfg))
}

// scopeOf sees a config against a repo.
func (a *app) scopeOf(tree *source.Tree, cfg *rules.Config, repo *analyze.Repo) (*workspace, *rules.Scope, error) {
	ws := &workspace{tree.Root, tree, repo}
	if err := a.checkConfigs(ws, cfg); err != nil {
		return nil, nil, err
	}
	scope, err := rules.NewScope(cfg, repo)
	if err != nil {
		return nil, nil, err
	}
	return ws, scope, checkReadable(scope)
}

// checkConfigs stops on a broken tsconfig.json above the entry, since what its specifiers mean is
// then unknown; one elsewhere (a fixture, say) is told and passed over.
func (a *app) checkConfigs(ws *workspace, cfg *rules.Config) error {
	var list []error
	for _, p := range ws.repo.Resolver.Problems() {
		dir := filepath.ToSlash(filepath.Dir(p.File))
		e := rules.NewError(p.File, rules.Pos{Line: p.Line, Column: p.Column}, p.Message, p.Hint)
		if dir == "." || strings.HasPrefix(cfg.Entry, dir+"/") {
			list = append(list, e)
		} else {
			a.warn("warning: %s", visible(e.Error()))
		}
	}
	return errors.Join(list...)
}

// checkReadable stops when a file that the plan names could not be read as text.
func checkReadable(s *rules.Scope) error {
	var list []error
	for _, l := range s.Modules {
		if f := s.Repo.File(l.Home()); f != nil && f.Skipped != "" {
			list = append(list, rules.NewError(s.Config.File, l.Pos, fmt.Sprintf("`%s` cannot be read: it is %s", l.Home(), f.Skipped),
				"mend the file, or take it out of the plan"))
		}
	}
	if f := s.Repo.File(s.Config.Entry); f != nil && f.Skipped != "" {
		list = append(list, rules.NewError(s.Config.File, s.Config.ImportPos, fmt.Sprintf("the entry `%s` cannot be read: it is %s", f.Path, f.Skipped), "mend the file"))
	}
	return errors.Join(list...)
}
