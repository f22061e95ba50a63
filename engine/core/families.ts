/**
 * The families: each turns an op's own terms into forward, backward, and the explanation of any
 * output or gradient number.
 */
export { bilinear } from "./families/bilinear";
export { expressed, type Formula, once, type Reader } from "./families/expressed";
export { pointwise } from "./families/pointwise";
export { routing } from "./families/routing";
export { weighted } from "./families/weighted";
