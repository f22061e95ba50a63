import { register } from "../register";
import { photoFilter } from "./definition";

export const widget = register(
  photoFilter,
  async () => (await import("./PhotoFilter")).PhotoFilter,
);
