// A byte order mark and CRLF.
import a from "./a"
import {
  b,
  c as d
} from "./b";

export const x = `
${a}
`, y = /\r\n/
export { b }
