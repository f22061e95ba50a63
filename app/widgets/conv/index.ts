import { register } from "../register";
import { conv } from "./definition";

export const widget = register(conv, async () => (await import("./Conv")).Conv);
