import { register } from "../register";
import { cutOuts } from "./definition";

export const widget = register(cutOuts, async () => (await import("./CutOuts")).CutOuts);
