const plain: Map<string, Later>[] = [], after = 1
const returns: () => Pair<Left, Right>[] = () => []
export const generic = <P extends Left>(a: P): Pair<P, Right>[] => [], last = 2
const compared = a < b, greater = c > d
const nested: { a: Pair<Left, Right> }['a'] = x, union: Pair<Left, Right> | Pair<Right, Left>[] | undefined = y
let asserted!: Pair<Left, Right>["key"], called = f<Left, Right>(x), shifted = a << b, final = 3
const typed = x as Pair<Left, Right>[], satisfied = y satisfies Pair<Left, Right>[keyof Left], end = 4
type Left = string
type Right = number
export { Right, Left as default, after, greater, union, called, shifted, final, satisfied, end, typed }
const { nest: { deep = 1 }, list: [one, { two }] = [], ...others } = require('./nested')
