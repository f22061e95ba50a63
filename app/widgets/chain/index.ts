import { register } from "../register";
import { chain } from "./definition";

export const widget = register(chain, async () => (await import("./Chain")).Chain);
