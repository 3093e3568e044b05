const local = 1, other = 2
interface local { a: string }
export default function () { return import("./in-function") }
function behind() {}
