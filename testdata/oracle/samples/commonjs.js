#!/usr/bin/env node
'use strict'
const a = require('./a'), { b, c: d, ...e } = require('./b'), f = require('./f').g, { h } = require('./h').i
var j = require('./j')
  , k = require("./k"), { l } = require('./l')
require('./statement'); require(`./template`)
if (a) require('./behind-if')
module.exports = require('./assigned'); exports.m = require('./m').n; module.exports.o = { ...require('./spread') }
const cast = /** @type {import('./types').Cast} */ (require('./cast')), { cast2 } = /** @type {any} */ (require('./cast2'))
function fn(require1) { return require('./in-function') } const fn2 = (x) => x.require('./member')
require.resolve('./resolved'); require.cache; require(a); require('./a' + b); require.context('./dir', true, /\.js$/); new require('./new'); new (require('./new-wrapped'))()
require('./called')(); require('./called')('x').y; require('./indexed')['z']; require?.('./optional')
const object = { require(id) { return id }, a: require('./property') }
define(['./amd'], function (require) { return require('./amd-required') })
try { require('optional') } catch { }
const { p = require('./in-default') } = {}, long = require('./a-name-of-more-than-twenty-four-characters').aNameOfMoreThanTwentyFourCharacters
const aNameOfMoreThanTwentyFourCharacters = require('./long')
let assigned; assigned = require('./later'); ({ assigned } = require('./assigned-pattern'))
/* before */ require /* between */ ( /* inside */ './comments' /* behind */ ) /* after */
