package bundle

import (
	"runtime"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// The entry points that esbuild is given: a module that asks for all that is checked, and one for each start
// that is measured, by its number.
const (
	allStart    = "all"
	startPrefix = "start:"
	outFolder   = "out"
)

// build bundles the trees one after the other in one context of esbuild, which keeps what it parsed: first all
// in one, to find what is wrong, then the measured starts one by one.
func build(was, is *side) error {
	entries := []api.EntryPoint{{InputPath: allStart, OutputPath: allStart}}
	for i := range was.measured {
		entries = append(entries, api.EntryPoint{InputPath: startPrefix + strconv.Itoa(i), OutputPath: strconv.Itoa(i)})
	}
	now := was
	ctx, err := api.Context(options(entries, func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) { return now.resolve(a) })
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: inTree}, func(a api.OnLoadArgs) (api.OnLoadResult, error) { return now.load(a.Path) })
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: outside}, func(a api.OnLoadArgs) (api.OnLoadResult, error) { return now.loadAll(a.Path) })
	}))
	if err != nil {
		return err
	}
	defer ctx.Dispose()
	for _, now = range []*side{was, is} {
		for _, now.measuring = range []bool{false, true} {
			now.settle(ctx.Rebuild)
		}
		now.finish()
	}
	return nil
}

// options leave nothing to the disk or the surroundings.
func options(entries []api.EntryPoint, setup func(api.PluginBuild)) api.BuildOptions {
	root := "/"
	if runtime.GOOS == "windows" {
		root = `C:\`
	}
	return api.BuildOptions{
		EntryPointsAdvanced: entries, AbsWorkingDir: root, Outdir: outFolder, Bundle: true,
		Format: api.FormatESModule, Platform: api.PlatformNeutral, Target: api.ESNext, JSX: api.JSXAutomatic,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone,
		LogLevel: api.LogLevelSilent, TsconfigRaw: `{"compilerOptions":{"experimentalDecorators":true}}`,
		Plugins: []api.Plugin{{Name: "tree", Setup: setup}},
	}
}

// settle bundles a tree until nothing stops it: an error is noted and its cause taken out, since esbuild
// links nothing while a file cannot be read, and prints nothing while a name cannot be linked.
func (s *side) settle(bundle func() api.BuildResult) {
	for {
		r := bundle()
		if len(r.Errors) == 0 {
			s.read(r.OutputFiles)
			return
		}
		further := false
		for _, m := range r.Errors {
			further = s.note(m) || further
		}
		if !further {
			s.stuck = r.Errors[0].Text
			return
		}
	}
}
