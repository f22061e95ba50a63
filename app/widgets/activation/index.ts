import { register } from "../register";
import { activation } from "./definition";

export const widget = register(activation, async () => (await import("./Activation")).Activation);
