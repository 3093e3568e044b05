import { x } from "./x"

// above
export const y = x
export function z() { return y }
export { z as default }