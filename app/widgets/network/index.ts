import { register } from "../register";
import { network } from "./definition";

export const widget = register(network, async () => (await import("./Network")).Network);
