import { register } from "../register";
import { plane } from "./definition";

export const widget = register(plane, async () => (await import("./Plane")).Plane);
