#!/usr/bin/env node
// @ts-check
import a from "./a.mjs"
export default a
