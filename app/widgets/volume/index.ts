import { register } from "../register";
import { volume } from "./definition";

export const widget = register(volume, async () => (await import("./Volume")).Volume);
