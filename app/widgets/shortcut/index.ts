import { register } from "../register";
import { shortcut } from "./definition";

export const widget = register(shortcut, async () => (await import("./Shortcut")).Shortcut);
