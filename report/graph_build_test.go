package report

import (
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

func TestNewGraph(t *testing.T) {
	repo := analyze.Load(analyze.Memory{
		"tsconfig.json":       `{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./*"]}}}`,
		"app/page.tsx":        "import React from 'react'\nimport { use as u, type T } from '@/lib/realtime'\nimport fs from 'node:fs'\nimport './page.css'\nconst lazy = () => import('../lib/lazy')\n",
		"app/page.css":        "",
		"lib/realtime.ts":     "export * from './gone'\nexport { a as use } from './a'\nexport class C {}\nexport type { T } from './a'\n",
		"lib/a.ts":            "export const a = 1\nexport interface T {}\n",
		"lib/lazy.ts":         "export default 1\n",
		"types/ambient.d.ts":  "declare module 'virtual' { export const v: number }\n",
		"lib/uses-virtual.ts": "import { v } from 'virtual'\n",
	}, analyze.Options{})
	g := NewGraph(repo, func(path string) string { return strings.SplitN(path, "/", 2)[0] })
	golden(t, "built.json", JSON(g, options))
}
