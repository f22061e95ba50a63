import { register } from "../register";
import { trainedBlocks } from "./definition";

export const widget = register(
  trainedBlocks,
  async () => (await import("./TrainedBlocks")).TrainedBlocks,
);
