import a from './a'
