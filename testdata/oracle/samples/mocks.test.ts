import { vi } from 'vitest'
vi.mock('./a'); vi.mock('./b', () => ({ c: 1 })); vi.mock('./d', { spy: true }); vi.mock(import('./e')); vi.mock(import('./f'), async (original) => ({ ...(await original()) }))
vi.mock('./g', async (importOriginal) => { const actual = await importOriginal<typeof import('./g')>(); return { ...actual } })
vi.mock('./h', async () => ({ ...(await vi.importActual('./h')), i: vi.fn() })); vi.doMock('./j'); vi.unmock('./k'); vi.doUnmock('./l')
const { m } = await vi.importActual<typeof import('./m')>('./m'), n = (await vi.importMock<any>('./n')).n, o = await vi.importActual('./o')
jest.mock('./p', () => jest.requireActual('./p'), { virtual: true }); jest.dontMock('./q'); jest.setMock('./r', {}); jest.createMockFromModule('./s')
const { t } = jest.requireActual<typeof import('./t')>('./t'), u = jest.requireMock('./u').u
jest.mock('./v').mock('./w'); jest
  .unmock('./x')
  .doMock('./y', () => 1)
jest.unstable_mockModule('./z', () => ({})); jest.fn(); vi.fn('./no'); other.mock('./no'); jest.mocked('./no'); a.jest.mock('./no'); jest.mock(path); vi.spyOn(console, 'log')
// A comment ends with a full stop.
vi.mock(`./template`)
