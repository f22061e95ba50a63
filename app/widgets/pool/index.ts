import { register } from "../register";
import { pooling } from "./definition";

export const widget = register(pooling, async () => (await import("./Pool")).Pool);
