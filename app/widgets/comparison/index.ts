import { register } from "../register";
import { comparison } from "./definition";

export const widget = register(comparison, async () => (await import("./Comparison")).Comparison);
