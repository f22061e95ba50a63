import { register } from "../register";
import { digitLab } from "./definition";

export const widget = register(digitLab, async () => (await import("./DigitLab")).DigitLab);
