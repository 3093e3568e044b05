'use strict'
!a
