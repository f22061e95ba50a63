import { register } from "../register";
import { preluLearning } from "./definition";

export const widget = register(
  preluLearning,
  async () => (await import("./PreluLearning")).PreluLearning,
);
