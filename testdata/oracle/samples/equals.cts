import fs = require('fs')
import type tfs = require('node:fs')
import local = Namespace.member
namespace Namespace { export const member = 1; import inner = require('./inner'); export import shown = require('./shown') }
export = fs
