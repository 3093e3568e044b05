'use strict'
`${a}`
