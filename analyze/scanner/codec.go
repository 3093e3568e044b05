package scanner

import (
	"errors"
	"math"

	"rtconsolidate/analyze/pack"
)

// Encode puts a module into bytes, from which Decode makes the same one.
func (m *Module) Encode() []byte {
	out := make([]byte, 0, 64+32*(len(m.Refs)+len(m.Exports)+len(m.Decls)))
	out = bits(out, m.IsModule, m.Blocks != nil)
	out = pack.Text(out, m.LineEnd)
	out = list(out, m.Refs, appendRef)
	out = list(out, m.Exports, appendExport)
	out = list(out, m.Decls, func(out []byte, d *Decl) []byte {
		return number32(appendSpan(append(pack.Text(out, d.Name), byte(d.Nature)), d.Span), d.Line)
	})
	out = list(out, m.Directives, func(out []byte, d *Directive) []byte { return appendSpan(pack.Text(out, d.Text), d.Span) })
	out = list(out, m.Blocks, func(out []byte, s *Span) []byte { return appendSpan(out, *s) })
	return list(list(out, m.Dynamic, appendDiag), m.Diags, appendDiag)
}

func list[T any](out []byte, items []T, add func([]byte, *T) []byte) []byte {
	out = pack.Number(out, len(items))
	for i := range items {
		out = add(out, &items[i])
	}
	return out
}

func bits(out []byte, flags ...bool) []byte {
	var b byte
	for i, set := range flags {
		if set {
			b |= 1 << i
		}
	}
	return append(out, b)
}

// number32 takes negative numbers, too, which are rare.
func number32(out []byte, n int32) []byte { return pack.Number(out, int(uint32(n))) }

// appendSpan notes the end by its distance, which is short.
func appendSpan(out []byte, s Span) []byte { return number32(number32(out, s.Start), s.End-s.Start) }

func appendRef(out []byte, r *Ref) []byte {
	out = append(out, byte(r.Kind))
	out = bits(out, r.TypeOnly, r.Whole, r.Attributes, r.Factory, r.Nested, r.JSDoc)
	out = pack.Text(pack.Text(pack.Text(out, r.Specifier), r.Bound), r.Callee)
	out = appendSpan(appendSpan(appendSpan(out, r.Spec), r.Stmt), r.Braces)
	out = number32(number32(out, r.Line), r.Column)
	out = list(out, r.Names, func(out []byte, n *Name) []byte {
		out = pack.Text(pack.Text(bits(out, n.TypeOnly), n.Imported), n.Local)
		return appendSpan(appendSpan(out, n.Elem), n.NameSpan)
	})
	return list(out, r.Body, appendExport)
}

func appendExport(out []byte, e *Export) []byte {
	out = append(bits(out, e.TypeOnly), byte(e.Nature))
	out = pack.Text(pack.Text(pack.Text(out, e.Name), e.Local), e.Imported)
	return number32(appendSpan(number32(out, int32(e.Ref+1)), e.NameSpan), e.Line)
}

func appendDiag(out []byte, d *Diag) []byte {
	return pack.Text(number32(number32(number32(out, d.Offset), d.Line), d.Column), d.Message)
}

var errDamaged = errors.New("no encoded module")

// Decode makes a module of what Encode made of it. The module's texts share the room of data. Data that cannot
// be from Encode is an error.
func Decode(data string) (*Module, error) {
	d := decoder{pack.NewReader(data)}
	flags := d.Number()
	m := &Module{IsModule: flags&1 != 0, LineEnd: d.Text()}
	m.Refs = items(d, decoder.ref)
	m.Exports = items(d, decoder.export)
	m.Decls = items(d, func(d decoder, x *Decl) {
		x.Name, x.Nature, x.Span, x.Line = d.Text(), Nature(d.below(int(Value|Type)+1)), d.span(), d.number32()
	})
	m.Directives = items(d, func(d decoder, x *Directive) { x.Text, x.Span = d.Text(), d.span() })
	m.Blocks = items(d, func(d decoder, x *Span) { *x = d.span() })
	if m.Blocks == nil && flags&2 != 0 {
		m.Blocks = []Span{}
	}
	m.Dynamic, m.Diags = items(d, decoder.diag), items(d, decoder.diag)
	if d.Bad() || d.More() {
		return nil, errDamaged
	}
	return m, nil
}

type decoder struct{ *pack.Reader }

func items[T any](d decoder, read func(decoder, *T)) []T {
	n := d.Count()
	if n == 0 {
		return nil
	}
	made := make([]T, n)
	for i := range made {
		read(d, &made[i])
	}
	return made
}

// below reads a number that says which of n things it is.
func (d decoder) below(n int) int {
	i := d.Number()
	if i < 0 || i >= n {
		d.Fail()
		return 0
	}
	return i
}

func (d decoder) number32() int32 { return int32(uint32(d.Number() & math.MaxUint32)) }

func (d decoder) span() Span {
	start := d.number32()
	return Span{start, start + d.number32()}
}

func (d decoder) ref(r *Ref) {
	r.Kind = Kind(d.below(len(kindNames)))
	flags := d.Number()
	r.TypeOnly, r.Whole, r.Attributes, r.Factory, r.Nested, r.JSDoc = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0, flags&32 != 0
	r.Specifier, r.Bound, r.Callee = d.Text(), d.Text(), d.Text()
	r.Spec, r.Stmt, r.Braces = d.span(), d.span(), d.span()
	r.Line, r.Column = d.number32(), d.number32()
	r.Names = items(d, func(d decoder, n *Name) {
		n.TypeOnly, n.Imported, n.Local, n.Elem, n.NameSpan = d.Number() != 0, d.Text(), d.Text(), d.span(), d.span()
	})
	r.Body = items(d, decoder.export)
}

func (d decoder) export(e *Export) {
	e.TypeOnly, e.Nature = d.Number() != 0, Nature(d.below(int(Value|Type)+1))
	e.Name, e.Local, e.Imported = d.Text(), d.Text(), d.Text()
	e.Ref = int(d.number32()) - 1
	e.NameSpan, e.Line = d.span(), d.number32()
}

func (d decoder) diag(x *Diag) {
	x.Offset, x.Line, x.Column, x.Message = d.number32(), d.number32(), d.number32(), d.Text()
}
