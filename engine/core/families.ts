/** The families: each turns an op's own terms into forward, backward, and the explanation of any output or gradient number. */
export { bilinear, type BilinearOp, type BilinearTerms } from "./families/bilinear";
export { expressed, type ExpressedOp, type Formula, once, type Reader } from "./families/expressed";
export { pointwise, type PointwiseOp } from "./families/pointwise";
export { routing, type RoutingOp, type RoutingTerms } from "./families/routing";
export { weighted, type WeightedOp, type WeightedTerms } from "./families/weighted";
