'use client'
"use strict";
// Every form of the import declaration.
import './side-effect'
import "./double";import './glued'
import a from './default'
import * as ns from './namespace'
import {} from './empty'
import { b } from './named'
import { c as d, default as e, "quoted name" as f, type G, type H as I } from './list'
import j, * as k from './default-and-namespace'
import l, { m, n as o, } from './default-and-list'
import type P from './type-default'
import type * as Q from './type-namespace'
import type { R, S as T } from './type-list'
import type from './called-type'
import type, { u } from './called-type-and-list'
import type from from './called-from'
import { type } from './list-type'
import { type as v } from './list-type-as'
import { type as as } from './list-type-as-as'
import { type as as w } from './list-type-as-as-name'
import { type x as y, type default as z } from './list-type-twice'
import as, { from, of, async, let as let1 } from './contextual'
import aa /* a comment */ from /* and another */ './comments' // and a third
import {
  bb, // trailing
  /* leading */ cc,
  dd as
    ee
} from
  './lines'
import ff from './attributes' with { type: 'json' }
import gg from './assert' assert { type: "json", }
import './bare-attributes' with {}
import hh from './semicolon-below'
;
import defer * as ii from './deferred'
import jj = require('./import-equals')
import kk = ns.member.deeper
import type LL = require('./type-import-equals')
import type MM = ns.Type
import \u0061\u{62}c from './esc\u0061pes\x2f\u{1F600}\
continued'
import 'a"b'; import "a'b"; import ''
import nn from'./no-space'
import{oo}from"./no-space-2"
import*as pp from'./no-space-3'
import
qq
from
'./every-word-a-line'
if (a) import('./not-a-declaration')
const { import: rr, export: ss } = { import: 1, export: 2 }
ns.import('./member'); ns?.import('./member'); ns.export
class C { import() {} export = 1; static import = 2; #import = 3; get require() { return this.#import } require(id) { return id } }
const obj = { import: 1, export: 2, require: 3, import2() {}, require(id) { return require(id) }, async import(x) {} }
console.log(import.meta.url, import.meta.resolve('./resolved'), import
  .meta.env)
`import './in-template'`; "import './in-string'"; /import '.\/in-regex'/
/* import './in-comment' */ // import './in-line'
import last from './last'
