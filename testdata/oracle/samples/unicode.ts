import a　from "./spaces"
const été = 1, 日本 = 2 // line  export const 𝒳 = 3; export { été as "😀" }
const \u0061bc = 4; export { abc, \u{61}bc as d\u0065f }
import { "😀" as smile } from "./é"
