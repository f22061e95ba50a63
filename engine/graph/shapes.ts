/** Shapes of any network: what layer-shapes.ts says, with every op that a layer may name. */
import "../ops";

export * from "./layer-shapes";
