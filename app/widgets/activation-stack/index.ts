import { register } from "../register";
import { activationStack } from "./definition";

export const widget = register(
  activationStack,
  async () => (await import("./ActivationStack")).ActivationStack,
);
