import { register } from "../register";
import { descent } from "./definition";

export const widget = register(descent, async () => (await import("./Descent")).Descent);
