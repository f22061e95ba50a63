import { register } from "../register";
import { shorthand } from "./definition";

export const widget = register(shorthand, async () => (await import("./Shorthand")).Shorthand);
