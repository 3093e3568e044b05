package scope

// space is the set of meanings that a name has: TypeScript keeps values, types and namespaces apart,
// so that a local type T hides no value T.
type space uint8

const (
	valueSpace space = 1 << iota
	typeSpace
	namespaceSpace
	anySpace = valueSpace | typeSpace | namespaceSpace
)

// names are the bound names of a scope.
type names map[string]space

// scope is a region of the text in which names are bound.
type scope struct {
	parent *scope
	names  names
	// shared holds what all blocks of one namespace export to each other, and all of one enum.
	shared names
	blocks map[string]names // the shared names of the namespaces and enums that this scope declares
	vars   bool             // `var` is bound here: functions, namespaces, the module
}

func newScope(parent *scope) *scope { return &scope{parent: parent, names: names{}} }

func newVarScope(parent *scope) *scope { return &scope{parent: parent, names: names{}, vars: true} }

// sharedBy returns the names that the blocks of the namespace or enum called key share.
func (s *scope) sharedBy(key string) names {
	if s.blocks == nil {
		s.blocks = map[string]names{}
	}
	if s.blocks[key] == nil {
		s.blocks[key] = names{}
	}
	return s.blocks[key]
}

// varScope returns the scope in which a `var` of s is bound.
func (s *scope) varScope() *scope {
	for !s.vars {
		s = s.parent
	}
	return s
}

// lookup returns the scope that binds name in one of the meanings, or nil.
func (s *scope) lookup(name string, in space) *scope {
	for ; s != nil; s = s.parent {
		if (s.names[name]|s.shared[name])&in != 0 {
			return s
		}
	}
	return nil
}
