import * as x from module
import F = require(1)
import G = require(a + b);
export private static readonly abstract enum X { a }
