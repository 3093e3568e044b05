// CommonJS, and names that only look like keywords.
const { join } = require('node:path');
const of = 1, type = 2, as = 3, async = 4;
exports.get = function get() { return join(String(of), String(type + as)); };
module.exports.set = (value) => { let set = value; return set + async; };
