function f() {
  import a = require('./a')
  {
    const b = require('./b')
    import type c = require('./c');
  }
}
