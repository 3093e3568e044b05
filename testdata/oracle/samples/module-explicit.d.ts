declare const hidden: string
export declare const shown: string
export {}
export as namespace Umd
declare global { var g: number }
