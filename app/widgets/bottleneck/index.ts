import { register } from "../register";
import { bottleneck } from "./definition";

export const widget = register(bottleneck, async () => (await import("./Bottleneck")).Bottleneck);
