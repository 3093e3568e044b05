package report

// evil is a file name that tries every sink.
const evil = "a\x1b[31m\u202e\n::error::<img onerror=x>|`\"'\\\xff&##[error].ts"

func planFixture() *Plan {
	return &Plan{
		Phase: "core", Phases: []string{"core"},
		Changes: []PlanChange{
			{Path: "components/chat/ChatView.tsx", Action: "modify", BeforeSHA256: "aa", AfterSHA256: "bb", Added: 1, Deleted: 1,
				Reasons: []string{"imports @/lib/realtime instead of @/lib/utils/realtime-manager"}},
			{Path: "lib/realtime/index.ts", Action: "create", AfterSHA256: "cc", Added: 12, Reasons: []string{"the entry offers 7 names of lib/realtime.ts"}},
			{Path: "lib/realtime/legacy.ts", From: "lib/realtime.ts", Action: "rename", BeforeSHA256: "dd", AfterSHA256: "dd", Reasons: []string{"shadowed the entry"}},
		},
		Proof: Proof{
			Holds:    true,
			Bindings: Bindings{Checked: 120, Preserved: 111, Healed: 1, StillBroken: 8, HealedList: []NameChange{{"hooks/useOrg.ts", 3, "@/lib/realtime", "useOrganizationRealtime", "no such export", "lib/realtime/index.ts#useOrganizationRealtime"}}},
			Surface:  Surface{Modules: 4, Names: 31},
			Widening: []Widening{{"app/page.tsx", []string{"lib/realtime/index.ts"}, 14}},
			Wire:     Wire{Files: 2, Strings: 40},
			Text: Moved{Declarations: 3, Uses: 41, Bytes: 2048,
				Renames: []Rename{{"lib/realtime-client.ts", "Manager", "LegacyManager", "lib/realtime/manager.ts", 5}},
				Moves: []Move{{"lib/realtime-client.ts", "lib/realtime/manager.ts", "shim", []MovedName{{"Manager", "LegacyManager"}, {"connect", "connect"}, {"default", "clientDefault"}}},
					{"lib/realtime.ts", "lib/realtime/legacy.ts", "shim", nil}, {"lib/unified.ts", "lib/realtime/channels.ts", "rest", []MovedName{{"CHANNELS", "CHANNELS"}}}}},
			Bundle: &Bundle{Starts: 4, Entries: []BundleEntry{{"app/new.ts", 0, 90}, {"app/page.tsx", 41200, 41350}, {"app/same.tsx", 7, 7}, {"lib/realtime/index.ts", 9000, 8000}}, Known: 2},
		},
		LeftAlone: []LeftAlone{{"scripts/test-auth-fixes.js", 100, "the path is a string in a script, which no reader can tell to be an import"}},
		Digest:    "sha256:0123",
	}
}

func refusedFixture() *Plan {
	d := planFixture()
	d.Proof = Proof{
		Bindings:    Bindings{Checked: 120, Preserved: 119, Broken: 1, BrokenList: []NameChange{{"a.ts", 16, "@/lib/realtime", "subscribeToTyping", "lib/realtime.ts#subscribeToTyping", "no such export"}}},
		Surface:     Surface{Modules: 1, Names: 2, Lost: []NameChange{{"lib/realtime.ts", 0, "", "gone", "lib/realtime.ts#gone", "no such export"}}},
		NewCycles:   [][]string{{"lib/a.ts", "lib/b.ts"}},
		Environment: []Crossing{{"app/page.tsx", "lib/server.ts", "imports node:fs", []string{"app/page.tsx", "lib/realtime/index.ts", "lib/server.ts"}, "give it an entry"}},
		Wire:        Wire{Files: 2, Strings: 40, Changed: []string{"lib/b.ts"}},
		Bundle:      &Bundle{Starts: 2, Errors: []BundleError{{"app/page.tsx", 3, "no matching export in lib/b.ts for import \"b\""}}},
	}
	return d
}

func checkFixture() *Check {
	return &Check{
		Violations: []Violation{
			{"app/page.tsx", 2, 24, "@/lib/utils/realtime-manager", "lib/utils/realtime-manager.ts", "realtimeManager", "legacy-import", "known", ""},
			{"components/chat/ChatView.tsx", 16, 8, "@/lib/utils/realtime-manager", "lib/utils/realtime-manager.ts", "RealtimeManager", "legacy-import", "new", "import it from \"@/lib/realtime\"; `rtconsolidate plan` does so"},
			{"components/chat/ChatView.tsx", 17, 8, "@/lib/utils/realtime-manager", "lib/utils/realtime-manager.ts", "*", "legacy-import", "new", ""},
			{"hooks/old.ts", 0, 0, "../lib/realtime", "", "gone", "legacy-import", "stale", ""},
		},
		Totals: CheckTotals{Files: 2862, New: 2, Known: 1, Stale: 1},
		Rules:  []RuleDoc{{"legacy-import", "Realtime code is imported through the entry, not from a legacy module."}},
	}
}

func statusFixture() *Status {
	return &Status{
		Phases:  []PhaseStatus{{"core", "applied", 0, 4}, {"hooks", "pending", 12, 0}},
		Runs:    []RunInfo{{"20251123T101500Z-core", "core", "applied", "2025-11-23T10:15:00Z", 140}},
		Metrics: map[string]int{"legacy_importers": 12, "entry_importers": 131},
	}
}

func runFixture() *Run {
	p := planFixture()
	return &Run{ID: "20251123T101500Z-core", Phase: "core", State: "applied", Time: "2025-11-23T10:15:00Z",
		Command: []string{"rtconsolidate", "apply", "plan.json"}, Digest: p.Digest, Changes: p.Changes, Proof: &p.Proof,
		LeftAlone: p.LeftAlone, Later: []string{"20251124T080000Z-hooks"}}
}

// evilDocuments hold the evil name in every string.
func evilDocuments() []Document {
	names := []NameChange{{evil, 1, evil, evil, evil, evil}}
	proof := Proof{Bindings: Bindings{HealedList: names, BrokenList: names, Broken: 1, Healed: 1}, Surface: Surface{Lost: names, Decided: names},
		NewCycles: [][]string{{evil, evil}}, Widening: []Widening{{evil, []string{evil}, 1}},
		Environment: []Crossing{{evil, evil, evil, []string{evil}, evil}}, Wire: Wire{Changed: []string{evil}},
		Text:   Moved{1, 1, 1, []Rename{{evil, evil, evil, evil, 1}}, []Move{{evil, evil, evil, []MovedName{{evil, evil + "2"}}}}},
		Bundle: &Bundle{1, []BundleEntry{{evil, 1, 2}}, []BundleError{{evil, 1, evil}}, 1, evil}}
	changes := []PlanChange{{evil, evil, evil, evil, evil, 1, 1, []string{evil}}}
	left := []LeftAlone{{evil, 1, evil}}
	runs := []RunInfo{{evil, evil, evil, evil, 1}}
	violations := []Violation{}
	for _, b := range []string{"known", "new", "stale"} {
		violations = append(violations, Violation{evil, 1, 1, evil, evil, evil, evil, b, evil})
	}
	return []Document{
		&Plan{evil, []string{evil}, changes, proof, left, []Mention{{evil, 1, evil}}, evil, evil, evil},
		&Check{false, violations, CheckTotals{1, 1, 1, 1}, []RuleDoc{{evil, evil}}},
		&Status{[]PhaseStatus{{evil, evil, 1, 1}}, runs, map[string]int{evil: 1}},
		&Run{evil, evil, evil, evil, []string{evil}, evil, changes, &proof, left, []string{evil}, []string{evil}},
		&Runs{runs},
		&Shims{[]Shim{{evil, evil, evil, evil, true, []ShimImporter{{evil, 1, evil}}}}},
		&Scan{[]ScanFile{{evil, evil, evil, 1, 1, []Evidence{{1, 1, evil}}}}, []Implementation{{[]Member{{evil, 1, 1, false, 1, true, evil, evil}}, []string{evil}, evil, []string{evil}}},
			[]Collision{{evil, []Place{{evil, 1, evil}}, 2}}, []Twin{{evil, evil, 90, evil, []Via{{evil, evil}}}},
			[]WireConflict{{evil, []WireValue{{evil, []Place{{evil, 1, evil}}}}}}, []BrokenImport{{evil, 1, evil, evil, "no-export", evil}},
			[]Unreported{{evil, 1, evil, evil, "no-export", evil, evil}},
			[][]string{{evil, evil}}, []string{evil}, []Shadow{{evil, evil}}, []Risk{{evil, 1, evil, evil}},
			[]Effort{{evil, 1, 1, 1, 1, 1, 1, 1, evil, evil}}, []Effort{{evil, 1, 1, 1, 1, 1, 1, 1, evil, evil}}, []Skipped{{evil, evil}}, ScanTotals{}},
		&Init{evil, evil, InitTotals{}, planLines(evil), planLines(evil), []PlanRemark{{1, evil, evil}}, []PlanRemark{{1, evil, evil}},
			[]PlanRemark{{1, evil, evil}}, []LaterAction{{evil, evil, evil}}, []Contested{{evil, evil, []string{evil}, evil}}},
		&Comparison{evil, []Declared{{evil, evil, 1, []DeclaredPlace{{evil, 1, true, 1}}, evil}}, evilRows(), CompareTotals{1, 1, 1, 1, 1, 1}},
		&Explanation{evil, evil, evil, evil, evil, evil, evil, 1, 1, 1, []Evidence{{1, 1, evil}}, Resolution{"found", evil, evil, 1, evil}, evil,
			[]string{evil, evil}, []Use{{evil, 1, evil, evil, evil, evil, []string{evil}}}, PlanNote{evil, "", []string{evil}, evil, []string{evil}, []LeftAlone{{evil, 1, evil}}}},
		&Graph{[]Module{{evil, evil, []ModuleExport{{evil, evil, 1}}}},
			[]Edge{{evil, evil, evil, evil, evil, true, 1, 1, 1, 1, []EdgeName{{evil, evil, true}}, evil}, {From: evil, Resolved: "missing", Specifier: evil}}},
	}
}

// planLines is one line of each status.
func planLines(text string) []PlanLine {
	var list []PlanLine
	for i, status := range []string{"found", "missing", "ambiguous", "unclear"} {
		list = append(list, PlanLine{i + 1, text, text, status, []string{text}, text})
	}
	return list
}

func evilRows() []CompareRow {
	var list []CompareRow
	for _, v := range []string{"conflicting", "same", "same signature, different body", "only in one"} {
		list = append(list, CompareRow{evil, v, []CompareCell{{evil, evil}, {evil, evil}}})
	}
	return list
}

func initFixture() *Init {
	return &Init{
		Config: "rtconsolidate.yaml", Plan: "docs/PLAN.md",
		Totals: InitTotals{2, 3, 1, 1, 4, 1, 1, 1, 1},
		Sources: []PlanLine{
			{4, "lib/realtime.ts (407 lines) → MERGE", "core", "found", []string{"lib/realtime.ts"}, ""},
			{5, "lib/old.ts → MERGE", "core", "missing", nil, "there is src/lib/old.ts"},
			{6, "EVENT_TYPES", "core", "ambiguous", []string{"lib/a.ts", "lib/b.ts"}, "EVENT_TYPES is declared 2 times"},
			{7, "whatever is left", "hooks", "unclear", nil, "names no file and no declaration"},
		},
		Exports:   []PlanLine{{20, "RealtimeManager as StandardRealtimeManager", "", "missing", nil, "declared, but not exported, in lib/realtime.ts"}},
		Differs:   []PlanRemark{{4, "lib/realtime.ts", "has 405 lines, the plan says 407"}},
		Unwritten: []PlanRemark{{12, "components/realtime/RealtimeProvider.tsx", "new, and nothing of the plan goes to it"}},
		People:    []PlanRemark{{9, "", "Maintain backward compatibility"}},
		Later:     []LaterAction{{"core", "lib/realtime/manager.ts", "it would close an import cycle"}},
		Contested: []Contested{{"EVENT_TYPES", "lib/a.ts", []string{"lib/b.ts"}, "imports of it: 3 from a.ts, 1 from b.ts"}},
	}
}

func compareFixture() *Comparison {
	return &Comparison{"RealtimeManager", []Declared{
		{"A", "class", 30, []DeclaredPlace{{"lib/realtime.ts", 35, true, 7}, {"src/lib/realtime.ts", 35, true, 0}}, ""},
		{"B", "class", 18, []DeclaredPlace{{"lib/utils/realtime-manager.ts", 18, false, 0}}, ""},
		{"C", "", 0, []DeclaredPlace{{"lib/broken.ts", 2, false, 0}}, "cannot be parsed near \"{{{\""},
	}, []CompareRow{
		{"subscribe", "conflicting", []CompareCell{{"A", "subscribe(id: string): void"}, {"B", "subscribe(config: ChannelConfig, retries: number, onError: (error: Error) => void): RealtimeChannel"}}},
		{"close", "same signature, different body", []CompareCell{{"A", "close(): void"}, {"B", "close(): void"}}},
		{"static getInstance", "same", []CompareCell{{"A", "static getInstance()"}, {"B", "static getInstance()"}}},
		{"join", "only in one", []CompareCell{{"A", "join(id: string): void"}}},
		{"leave", "only in one", []CompareCell{{"A", "leave(): void"}}},
		{"retry", "only in one", []CompareCell{{"B", "retry(): void"}}},
	}, CompareTotals{3, 4, 1, 1, 1, 3}}
}

func explainFixture() *Explanation {
	return &Explanation{File: "lib/realtime.ts", Name: "realtimeManager", Asked: "@/lib/realtime", Via: "@/lib/* of tsconfig.json paths",
		Verdict: "realtime", Category: "core", Role: "implementation", Score: 105, Threshold: 50, Lines: 360,
		Evidence:   []Evidence{{0, 15, "its name has \"realtime\""}, {12, 50, "uses .channel( of Supabase"}},
		Resolution: Resolution{"found", "lib/realtime.ts", "realtimeManager", 353, "value"}, Shadows: "lib/realtime/index.ts",
		Chain: []string{"app/page.tsx", "components/chat/ChatView.tsx", "lib/realtime.ts"},
		Importers: []Use{{"components/chat/ChatView.tsx", 16, "import", "@/lib/realtime", "@/lib/* (tsconfig.json paths)", "lib/realtime.ts", []string{"realtimeManager"}},
			{"hooks/useChat.ts", 2, "import", "@/lib", "", "lib/index.ts", []string{"manager"}}},
		Plan: PlanNote{"rtconsolidate.yaml", "", []string{"phase core: it moves to lib/realtime/legacy-client.ts"}, "modify", []string{"moved; a shim stays"}, []LeftAlone{{"lib/realtime.ts", 9, "it names a path in a string"}}}}
}

func scanFixture() *Scan {
	return &Scan{
		Files: []ScanFile{
			{"hooks/useRealtime.ts", "hook", "consumer", 55, 80, []Evidence{{3, 30, "imports the core file lib/realtime.ts"}, {0, 25, "has a channel-name template"}}},
			{"lib/realtime.ts", "core", "implementation", 105, 360, []Evidence{{12, 50, "calls .channel( on a Supabase client"}, {0, 15, "its name has realtime"}}},
		},
		Implementations: []Implementation{{[]Member{{"lib/realtime.ts", 360, 7, true, 2, true, "2025-11-02", ""}, {"lib/utils/realtime-manager.ts", 190, 1, false, 2, false, "", ""}, {"src/lib/realtime.ts", 355, 0, false, 2, false, "", "lib/realtime.ts"}},
			[]string{"RealtimeManager", "realtimeManager"}, "lib/realtime.ts", []string{"more importers", "reachable"}}},
		Collisions: []Collision{{"useRealtime", []Place{{"hooks/useRealtime.ts", 4, "function"}, {"src/hooks/useRealtime.ts", 9, "function"}}, 2}, {"copied", []Place{{"a.ts", 4, "value"}, {"src/a.ts", 4, "value"}}, 1}},
		Twins:      []Twin{{"hooks/x.ts", "src/hooks/x.ts", 93, "4 lines differ", []Via{{"@/hooks/*", "hooks/x.ts"}}}, {"a.ts", "src/a.ts", 100, "", nil}},
		WireConflicts: []WireConflict{{"MESSAGE_CREATED", []WireValue{{"message_created", []Place{{"lib/events.ts", 8, ""}}},
			{"message:created", []Place{{"lib/realtime/events.ts", 3, ""}}}}}},
		BrokenImports: []BrokenImport{{"lib/conventions/index.ts", 9, "./gone", "", "no-module", "is it ./gone-again?"},
			{"lib/realtime/index.ts", 11, "./types", "Missing", "no-export", ""}},
		Cycles:          [][]string{{"lib/a.ts", "lib/b.ts"}},
		Unreachable:     []string{"lib/utils/realtime-manager.ts"},
		ShadowedEntries: []Shadow{{"lib/realtime.ts", "lib/realtime/index.ts"}},
		Risks:           []Risk{{"lib/realtime.ts", 30, "client at module load", "createClient( runs when the module is imported"}},
		Effort:          []Effort{{"core", 1, 360, 7, 1, 2, 7, 22, "medium", "1 file + 7 importers x 2 + 7 collisions"}, {"hook", 1, 80, 3, 1, 0, 3, 5, "low", "1 file + 3 importers + 1 collision"}},
		Phases:          []Effort{{"core", 1, 360, 7, 1, 2, 7, 22, "medium", "1 file + 7 importers x 2 + 7 collisions"}},
		Skipped:         []Skipped{{"public/big.js", "larger than 4194304 bytes"}},
		Totals:          ScanTotals{2862, 2, 1, 1, 1, 2, 1, 2, 1, 1},
	}
}
