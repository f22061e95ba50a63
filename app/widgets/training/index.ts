import { register } from "../register";
import { training } from "./definition";

export const widget = register(training, async () => (await import("./Training")).Training);
