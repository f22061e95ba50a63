import { register } from "../register";
import { gradientLine } from "./definition";

export const widget = register(
  gradientLine,
  async () => (await import("./GradientLine")).GradientLine,
);
