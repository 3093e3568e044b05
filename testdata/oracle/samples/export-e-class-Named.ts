const local = 1, other = 2
interface local { a: string }
export = class Named {}
function behind() {}
