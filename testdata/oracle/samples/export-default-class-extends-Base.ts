const local = 1, other = 2
interface local { a: string }
export default class extends Base {}
function behind() {}
