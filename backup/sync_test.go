package backup

import "testing"

// TestEverySyncIsNeeded leaves out one sync at a time and demands that some loss of power then does
// harm: a sync whose deletion no test sees is either missing its test or useless.
func TestEverySyncIsNeeded(t *testing.T) {
	for _, sc := range scenarios(t)[:2] {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			for k := 1; ; k++ {
				skipped := ""
				n := 0
				d := sc.start()
				d.blind = func(op, name string) bool {
					if n++; n == k {
						skipped = op + " " + name
					}
					return false
				}
				if err := sc.do(d.store()); err != nil {
					t.Fatal(err)
				}
				if skipped == "" {
					return
				}
				if s := sc.losesPower(k, 12); s == "" {
					t.Errorf("sync %d, %s, can be left out unseen", k, skipped)
				}
			}
		})
	}
}

// skipNth makes the k-th sync do nothing.
func skipNth(k int) func(op, name string) bool {
	n := 0
	return func(op, name string) bool {
		n++
		return n == k
	}
}
